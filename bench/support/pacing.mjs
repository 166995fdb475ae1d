/**
 * Calls at the pace of life: five updates a second while anybody speaks, a request when the caller stops, keep-alives
 * every two seconds, each call at a point of its own in that cycle.
 */
import { performance } from "node:perf_hooks";
import { openCalls } from "./call.mjs";
import { firstResponseId, pingFrame, requestTemplate, updateFrame } from "./frames.mjs";
import { growingTranscripts } from "./transcript.mjs";

const stepMs = 200;
// One exchange: the caller speaks for three seconds, the agent for four, and nobody for one.
const cycleSteps = 40;
const requestStep = 15;
const silentFromStep = 36;
const stepsPerPing = 10;
const updateVariants = 16;

/**
 * @param {number} bytes of transcript in every frame.
 * @returns {PacedFrames} frames for any number of calls.
 * @typedef {{ updates: Buffer[], requests: ((responseId: number) => Buffer)[] }} PacedFrames
 */
export function pacedFrames(bytes) {
  const transcripts = growingTranscripts(bytes, updateVariants);
  const last = transcripts[transcripts.length - 1];
  return {
    updates: transcripts.map((transcript, index) => updateFrame(transcript, index % 2 === 0)),
    requests: [requestTemplate(last, true), requestTemplate(last, false)],
  };
}

/**
 * @param {number} port
 * @param {{ calls: number, seconds: number, frames: PacedFrames, random: () => number }} options
 * @param {() => Promise<void>} onStart called when all calls are open, before the first frame.
 * @returns {Promise<{ latenciesMs: number[], endCalls: () => Promise<void> }>} how long each turn took, after the last
 * frame was sent and every turn was answered.
 */
export async function runPaced(port, { calls: count, seconds, frames, random }, onStart) {
  const calls = await openCalls(port, count);
  const latenciesMs = /** @type {number[]} */ ([]);
  const paced = calls.map((call) => pace(call, frames, Math.floor(random() * cycleSteps), latenciesMs));
  // Arrivals are drawn, not evenly spaced: real calls know nothing of one another.
  const schedule = paced
    .map((step) => ({ step, offsetMs: random() * stepMs }))
    .sort((left, right) => left.offsetMs - right.offsetMs);
  await onStart();
  const startedAt = performance.now();
  for (let round = 0; round < (seconds * 1_000) / stepMs; round += 1) {
    for (const { step, offsetMs } of schedule) {
      const dueAt = startedAt + round * stepMs + offsetMs;
      // Spinning rather than sleeping: a timer would send whole milliseconds of frames at once.
      while (performance.now() < dueAt) await nextTurnOfTheLoop();
      step.next();
    }
  }
  await Promise.all(paced.map((step) => step.idle()));
  return {
    latenciesMs,
    endCalls: async () => {
      await Promise.all(calls.map((call) => call.end()));
    },
  };
}

/**
 * @param {import("./call.mjs").Call} call
 * @param {PacedFrames} frames
 * @param {number} firstStep
 * @param {number[]} latenciesMs
 */
function pace(call, frames, firstStep, latenciesMs) {
  let step = firstStep;
  let responseId = firstResponseId;
  let askedAt = 0;
  let onIdle = () => {};
  const request = frames.requests[firstStep % 2];
  call.onMessage = (message) => {
    if (askedAt === 0 || message.response_id !== responseId || message.content_complete !== true) return;
    latenciesMs.push(performance.now() - askedAt);
    askedAt = 0;
    onIdle();
  };
  return {
    next() {
      const at = step % cycleSteps;
      if (step % stepsPerPing === 0) call.send(pingFrame(1_700_000_000_000 + step));
      if (at === requestStep) {
        responseId += 1;
        askedAt = performance.now();
        call.send(request(responseId));
      } else if (at < silentFromStep) {
        call.send(frames.updates[step % updateVariants]);
      }
      step += 1;
    },
    /** Settles when no answer is due. */
    idle: () =>
      new Promise((resolve) => {
        onIdle = () => resolve(undefined);
        if (askedAt === 0) resolve(undefined);
      }),
  };
}

function nextTurnOfTheLoop() {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
