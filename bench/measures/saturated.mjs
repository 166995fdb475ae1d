/**
 * CPU per frame under steady load: every sweep writes one frame to each call and waits until the last one was handled,
 * so that a server reads most frames one by one, as in life, and never drowns.
 */
import { openCalls } from "../support/call.mjs";
import { createCpuMeter } from "../support/cpu-meter.mjs";
import { firstResponseId, pingFrame, requestTemplate, updateFrame } from "../support/frames.mjs";
import { growingTranscripts } from "../support/transcript.mjs";

const transcriptCount = 16;

/** @typedef {import("../support/server-process.mjs").ServerProcess} ServerProcess */

/**
 * CPU time per keep-alive, answered.
 * @param {{ calls: number, sweeps: number }} size
 */
export function keepAlive(size) {
  return (/** @type {ServerProcess} */ server) => {
    const frame = pingFrame(1_700_000_000_000);
    return perFrame(server, size, (calls, answers) => {
      for (const call of calls) call.send(frame);
      return answers(calls.length);
    });
  };
}

/**
 * CPU time per `update_only`. One keep-alive a sweep marks its end; its cost is in the figure of every server.
 * @param {{ calls: number, sweeps: number, bytes: number }} size
 */
export function update(size) {
  const frames = growingTranscripts(size.bytes, transcriptCount).map((transcript) => [
    updateFrame(transcript, true),
    updateFrame(transcript, false),
  ]);
  return (/** @type {ServerProcess} */ server) =>
    perFrame(server, size, (calls, answers, sweep) => {
      const variants = frames[sweep % frames.length];
      calls.forEach((call, index) => {
        call.send(variants[index % 2]);
      });
      calls[calls.length - 1].send(pingFrame(sweep));
      return answers(1);
    });
}

/**
 * CPU time per turn: a request and its whole answer.
 * @param {{ calls: number, sweeps: number, bytes: number }} size
 */
export function turn(size) {
  const templates = growingTranscripts(size.bytes, transcriptCount).map((transcript) => [
    requestTemplate(transcript, true),
    requestTemplate(transcript, false),
  ]);
  return (/** @type {ServerProcess} */ server) =>
    perFrame(server, size, (calls, answers, sweep) => {
      const variants = templates[sweep % templates.length];
      calls.forEach((call, index) => {
        call.send(variants[index % 2](firstResponseId + sweep));
      });
      return answers(calls.length);
    });
}

/**
 * @param {ServerProcess} server
 * @param {{ calls: number, sweeps: number }} size
 * @param {(calls: import("../support/call.mjs").Call[], answers: (count: number) => Promise<void>, sweep: number) => Promise<void>} sweepOnce
 * @returns {Promise<number>} microseconds.
 */
async function perFrame(server, size, sweepOnce) {
  const meter = await createCpuMeter(server);
  let outstanding = 0;
  let settle = () => {};
  const onMessage = (message) => {
    // A chunk of an answer that goes on is no answer yet.
    if (message.content_complete === false) return;
    outstanding -= 1;
    if (outstanding === 0) settle();
  };
  const calls = await openCalls(server.port, size.calls);
  for (const call of calls) call.onMessage = onMessage;
  const answers = (count) => {
    outstanding = count;
    return new Promise((resolve) => {
      settle = resolve;
    });
  };
  await meter.start();
  for (let sweep = 0; sweep < size.sweeps; sweep += 1) await sweepOnce(calls, answers, sweep);
  const spent = await meter.stop();
  await Promise.all(calls.map((call) => call.end()));
  return spent / (size.sweeps * size.calls);
}
