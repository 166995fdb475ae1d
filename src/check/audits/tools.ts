/** Tools: what the server tells of them, and what the caller hears meanwhile. */
import { type Audit, CouldNotTell, fails, holds, notApplicable, type Verdict } from "../audit.ts";
import type { CheckContext } from "../context.ts";
import { askedAgain } from "../exercises/asked-again.ts";
import { everyCall } from "../exercises/every-call.ts";
import { askedActions } from "../judges/asked-actions.ts";
import { framesOf, heardText } from "../judges/heard.ts";
import { type ToolCall, type ToolLog, toolLog } from "../judges/tool-log.ts";

/** Names of tools that may well run twice. */
const onlyReads = /^(?:get|find|list|check|search|look|lookup|read|fetch|query|is|has|show|view|retrieve)(?![a-z])/;

const noTools = "it told of no tool in any call";

export const toolsAudits: readonly Audit[] = [
  {
    id: "tools-types",
    group: "tools",
    level: "MUST",
    title: "Tells of tools in fields of the right types",
    why: "The platform drops the message without a word: the tool call is missing in transcripts and in the call's record.",
    advice: "Send tool_call_id, name, arguments and content as strings, and successful as true or false, if at all.",
    source: "tool_call_invocation",
    run: (context) =>
      judgeLogs(context, (logs) => {
        const misfits = logs.flatMap((log) => log.misfits);
        const [first] = misfits;
        if (first === undefined) return holds();
        return fails(`${misfits.length} messages about tools cannot be read, such as: ${first.problem}`, {
          frames: misfits.map(({ frame }) => frame),
        });
      }),
  },
  {
    id: "tools-arguments",
    group: "tools",
    level: "SHOULD",
    title: "Tells of a tool's arguments as a JSON object in a string",
    why: "Whatever reads the transcript with tool calls, your own model included, cannot tell what the tool was asked.",
    advice: 'Send arguments as JSON.stringify of an object; "{}" when there are none.',
    source: "tool_call_invocation",
    run: (context) =>
      judgeLogs(context, (logs) => {
        const calls = logs.flatMap((log) => log.calls);
        const odd = calls.filter(({ frame }) => frame.findings.includes("tool-arguments-no-json"));
        if (odd.length === 0) return holds();
        return fails(`the arguments of ${odd.length} of ${calls.length} tool calls are no JSON object`, {
          frames: odd.map(({ frame }) => frame),
        });
      }),
  },
  {
    id: "tools-results",
    group: "tools",
    level: "SHOULD",
    title: "Tells of a result for each tool call",
    why: "The transcript shows a tool that never came back: a model that reads it calls the tool again.",
    advice: "Send a tool_call_result with the same tool_call_id, also when the tool has failed.",
    source: "tool_call_result",
    run: (context) =>
      judgeLogs(context, (logs) => {
        const finished = logs.flatMap(({ calls, results, misfits }) =>
          // A result that cannot be read is told of under its types.
          misfits.length > 0 ? [] : calls.filter(wasFinished).map((call) => ({ call, results })),
        );
        if (finished.length === 0) throw new CouldNotTell("no answer that called a tool was completed");
        const open = finished.filter(({ call, results }) => !results.some(({ id }) => id === call.event.tool_call_id));
        if (open.length === 0) return holds(`${finished.length} tool calls`);
        return fails(
          `${open.length} of ${finished.length} tool calls got no result, although their answer was completed`,
          {
            frames: open.map(({ call }) => call.frame),
          },
        );
      }),
  },
  {
    id: "tools-announced",
    group: "tools",
    level: "SHOULD",
    title: "Tells of each tool call before its result",
    why: "A result without its call says nothing to whoever reads the transcript: neither which tool, nor what for.",
    advice: "Send tool_call_invocation when the tool is called, and its result later, under the same tool_call_id.",
    source: "tool_call_result",
    run: (context) =>
      judgeLogs(context, (logs) => {
        const results = logs.flatMap((log) => log.results.map((result) => ({ ...result, log })));
        const stray = results.filter(({ id, frame, log }) => {
          const announcedAt = log.announced.get(id);
          return announcedAt === undefined || announcedAt > frame.index;
        });
        if (stray.length === 0) return holds();
        return fails(`${stray.length} of ${results.length} results have a tool_call_id that was not told of before`, {
          frames: stray.map(({ frame }) => frame),
        });
      }),
  },
  {
    id: "tools-ids-unique",
    group: "tools",
    level: "SHOULD",
    title: "Gives each tool call an id of its own, over all calls",
    why: "Records of calls and results are matched by id: two under one id are taken for each other.",
    advice: "Take the id that the model gives to the tool call, or a random one; not a counter that begins anew.",
    source: "tool_call_invocation",
    async run(context) {
      const [logs, { call }] = await Promise.all([toolLogs(context), context.share(askedAgain)]);
      const all = [...logs, toolLog(call.frames)].flatMap(({ calls }) => calls);
      if (all.length === 0) return notApplicable(noTools);
      const ids = all.map(({ event }) => event.tool_call_id);
      const shared = ids.find((id, index) => ids.indexOf(id) < index);
      if (shared === undefined) return holds(`${all.length} tool calls`);
      const calls = all.filter(({ event }) => event.tool_call_id === shared);
      return fails(`${calls.length} of ${all.length} tool calls have the tool_call_id "${shared}"`, {
        frames: calls.map(({ frame }) => frame),
      });
    },
  },
  {
    id: "tools-spoken",
    group: "tools",
    level: "SHOULD",
    title: "Says something in an answer that calls a tool",
    why: "A tool call makes no sound: the caller has asked for something and hears nothing at all.",
    advice: "Say a holding line before the tool runs, and its outcome after that, under the same response_id.",
    source: "response",
    run: (context) =>
      judgeLogs(context, (logs) => {
        const finished = logs.flatMap(({ calls }) => calls).filter((call) => wasFinished(call) && !hasAction(call));
        if (finished.length === 0) throw new CouldNotTell("no answer that called a tool was completed");
        const silent = finished.filter(({ answer }) => heardText(answer).trim() === "");
        const [first] = silent;
        if (first === undefined) return holds();
        return fails(`${silent.length} of ${finished.length} tool calls were made in an answer without a word`, {
          frames: [first.frame, ...framesOf(first.answer)],
        });
      }),
  },
  {
    id: "tools-once",
    group: "tools",
    level: "SHOULD",
    title: "Does not call a tool again when a request is withdrawn and asked again",
    why: "One sentence of the caller may cause several requests: what was booked or paid is booked or paid twice.",
    advice: "Remember per call which tool ran with which arguments, and use its result for the newer request.",
    source: "Ids and staleness",
    async run(context) {
      const { call, againFrom } = await context.share(askedAgain);
      if (againFrom === undefined) return notApplicable("it told of no tool when asked to book a table");
      const calls = toolLog(call.frames).calls.filter(({ event }) => !onlyReads.test(event.name));
      const earlier = calls.filter(({ frame }) => frame.index < againFrom);
      if (earlier.length === 0) return notApplicable("its tools only look things up, judging by their names");
      const again = calls.filter(
        (later) => later.frame.index > againFrom && earlier.some((one) => signature(one) === signature(later)),
      );
      const [first] = again;
      if (first === undefined) return holds();
      return fails(`"${first.event.name}" was called with the same arguments for the older and the newer request`, {
        sent: "a request, and after its tool call a newer one with the same transcript",
        frames: [...earlier, ...again].map(({ frame }) => frame),
      });
    },
  },
];

async function toolLogs(context: CheckContext): Promise<ToolLog[]> {
  return (await everyCall(context)).map(({ frames }) => toolLog(frames));
}

async function judgeLogs(context: CheckContext, judge: (logs: readonly ToolLog[]) => Verdict): Promise<Verdict> {
  const logs = await toolLogs(context);
  const isTold = logs.some(({ calls, results, misfits }) => calls.length + results.length + misfits.length > 0);
  return isTold ? judge(logs) : notApplicable(noTools);
}

function wasFinished({ answer }: ToolCall): boolean {
  return answer.isComplete;
}

/** Hanging up or transferring needs no words of the tool. */
function hasAction({ answer }: ToolCall): boolean {
  return askedActions(answer).length > 0;
}

function signature({ event }: ToolCall): string {
  return `${event.name} ${event.arguments}`;
}
