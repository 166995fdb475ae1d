/** Calls over wss:// from certificate and key files. */
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createServer, dummyAgent, isReparteeError, type TlsFiles } from "repartee";
import { connectTestClient, startTestServer } from "repartee/testing";
import { expect, it } from "vitest";
import { connectRaw } from "./support/raw-connection.ts";
import { expectAnswer } from "./support/under-attack.ts";

const fixture = (name: string): string => fileURLToPath(new URL(`fixtures/tls/${name}`, import.meta.url));
const tls: TlsFiles = { certFile: fixture("cert.pem"), keyFile: fixture("key.pem") };

it("answers calls over wss:// and pages over https://", async () => {
  await using server = await startTestServer({ agent: dummyAgent, tls });
  expect(server.url).toMatch(/^wss:/);
  using client = await connectTestClient(`${server.url}call-1`, { checkCertificate: false });
  expect(await client.next()).toMatchObject({ content: "How may I help you?" });
  await expectAnswer(client, 1);
  const status = await new Promise((resolve, reject) => {
    request(`${server.httpUrl}/readyz`, { rejectUnauthorized: false }, (response) => resolve(response.statusCode))
      .on("error", reject)
      .end();
  });
  expect(status).toBe(200);
});

it("goes on after connections that do not speak TLS", async () => {
  await using server = await startTestServer({ agent: dummyAgent, tls, maxHttpConnections: 4 });
  for (let count = 0; count < 20; count += 1) {
    using raw = await connectRaw(server.port);
    raw.write("GET / HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n");
    await raw.answer;
  }
  const silent = await Promise.all(Array.from({ length: 20 }, () => connectRaw(server.port)));
  using client = await connectTestClient(`${server.url}call-1`, { checkCertificate: false });
  await expectAnswer(client, 1);
  for (const raw of silent) raw.terminate();
});

it("keeps calls that are up when many connections come after them", async () => {
  await using server = await startTestServer({ agent: dummyAgent, tls, maxHttpConnections: 4 });
  using client = await connectTestClient(`${server.url}call-1`, { checkCertificate: false });
  const silent = await Promise.all(Array.from({ length: 20 }, () => connectRaw(server.port)));
  await Promise.race(silent.map(({ answer }) => answer));
  await expectAnswer(client, 1);
  for (const raw of silent) raw.terminate();
});

it("says what is wrong with the files before it listens", async () => {
  const folder = mkdtempSync(join(tmpdir(), "repartee-tls-"));
  const otherKey = join(folder, "other-key.pem");
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  writeFileSync(otherKey, privateKey.export({ type: "pkcs8", format: "pem" }));
  try {
    for (const files of [
      { ...tls, keyFile: join(folder, "missing.pem") },
      { ...tls, certFile: tls.keyFile },
      { ...tls, keyFile: otherKey },
    ]) {
      const server = createServer({ agent: dummyAgent, port: 0, tls: files });
      await expect(server.listen()).rejects.toSatisfy((error) => isReparteeError(error) && error.code === "tls-failed");
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
