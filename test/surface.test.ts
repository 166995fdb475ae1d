import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const root = new URL("..", import.meta.url);

/** Every subpath of the package with the names that it exports at run time, sorted. */
async function surface(): Promise<Record<string, readonly string[] | "no file">> {
  const { exports } = JSON.parse(readFileSync(new URL("package.json", root), "utf8")) as {
    exports: Record<string, string | { "repartee-source": string }>;
  };
  const names: Record<string, readonly string[] | "no file"> = {};
  for (const [subpath, target] of Object.entries(exports)) {
    if (typeof target === "string") continue;
    const file = new URL(target["repartee-source"], root);
    names[subpath] = existsSync(file) ? Object.keys((await import(file.href)) as object).sort() : "no file";
  }
  return names;
}

// A change here is a change of what users may rely on: `vitest run test/surface.test.ts -u`, and a line in CHANGELOG.md.
test("the package exports these names and no others", async () => {
  expect(await surface()).toMatchInlineSnapshot(`
    {
      ".": [
        "ReparteeError",
        "createServer",
        "defaultServerOptions",
        "defineAgent",
        "dummyAgent",
        "echoAgent",
        "endCall",
        "errorCodes",
        "flakyAgent",
        "isReparteeError",
        "pressDigits",
        "say",
        "scriptedAgent",
        "slowAgent",
        "toDashboardUrl",
        "transfer",
        "uponAiAddress",
      ],
      "./check": [
        "auditGroups",
        "audits",
        "chooseAudits",
        "defaultCheckSettings",
        "explainAudit",
        "failures",
        "isThisMachine",
        "quickCheckSettings",
        "reporters",
        "runCheck",
      ],
      "./express": [
        "mountExpress",
      ],
      "./fastify": [
        "mountFastify",
      ],
      "./hono": [
        "mountHono",
      ],
      "./llm": [
        "endCall",
        "handOver",
        "llmAgent",
        "pressDigits",
        "tool",
        "transfer",
        "updateAgent",
      ],
      "./node": [
        "mountNode",
      ],
      "./observe": [
        "combineObservers",
        "createConversationLog",
        "createLog",
        "createMetrics",
        "createSessionLog",
        "describeError",
        "redactEmailAddresses",
        "redactNumbers",
        "redactText",
        "silentLog",
      ],
      "./platform": [
        "LatencyLog",
        "callUrl",
        "defaultFaults",
        "defaultModel",
        "defaultSettings",
        "dialWebSocket",
        "findingKinds",
        "frameVerdicts",
        "hangUp",
        "interrupt",
        "isErrorReason",
        "liveCaller",
        "markupIn",
        "mumble",
        "observeCall",
        "pause",
        "press",
        "randomCaller",
        "randomFaults",
        "readRecording",
        "recordCall",
        "say",
        "scriptedCaller",
        "silence",
        "startCall",
        "toCallDetails",
        "toServerNote",
        "waitForAgent",
        "withNotes",
      ],
      "./protocol": [
        "agentInterruptSchema",
        "badJsonClose",
        "binaryMessageClose",
        "brokenReconnects",
        "callDetailsEventSchema",
        "callDetailsSchema",
        "callVariables",
        "closeCodes",
        "configEventSchema",
        "connectAttempts",
        "connectRetryDelayMs",
        "connectTimeoutMs",
        "decodePlatformFrame",
        "decodeServerFrame",
        "encodeEvent",
        "keepAliveReconnects",
        "metadataEventSchema",
        "pingIntervalMs",
        "pingTimeoutMs",
        "platformEventSchemas",
        "platformPingPongSchema",
        "reminderRequiredSchema",
        "responseEventSchema",
        "responseRequiredSchema",
        "serverEventSchemas",
        "serverPingPongSchema",
        "toolCallInvocationSchema",
        "toolCallResultSchema",
        "transcriptItemSchema",
        "unintelligibleAudio",
        "updateAgentSchema",
        "updateOnlySchema",
        "utteranceSchema",
        "wordSchema",
      ],
      "./session": [
        "createSession",
        "defaultSessionOptions",
        "resolveSessionOptions",
      ],
      "./testing": [
        "HandshakeRefused",
        "callMatchers",
        "connectTestClient",
        "createAgentDialer",
        "createScriptedModel",
        "createScriptedSocket",
        "createVirtualClock",
        "placeCall",
        "realClock",
        "startModelServer",
        "startTestServer",
      ],
      "./testing/vitest": [],
    }
  `);
});
