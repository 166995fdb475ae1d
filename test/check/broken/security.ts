/** Servers that let the wrong ones in, or tell them too much. */
import { type ModelServer, type Parts, soundParts, startModelServer } from "../model-server.ts";
import { broken, type Exhibit } from "./exhibit.ts";
import { fragile } from "./fragile.ts";

const secret = "9f86d081884c7d659a2feaa0";

/** The sound server under an address of this machine that does not look like one: to a check it is somewhere else. */
async function startElsewhere(parts: Partial<Parts> = {}, search = ""): Promise<ModelServer> {
  const server = await startModelServer(parts);
  return {
    url: `${server.url.replace("127.0.0.1", "[::ffff:127.0.0.1]")}${search}`,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

export const securityExhibits: Readonly<Record<string, Exhibit>> = {
  "security-forged-address": {
    start: () => startElsewhere({ admits: ({ headers }) => headers["x-forwarded-for"] === "100.20.5.228" }),
    alsoFails: ["reach-upgrade"],
  },
  "security-open-door": { start: () => startElsewhere(), alsoFails: ["security-tls"] },
  "security-secret": {
    async start() {
      const server = await startModelServer();
      const stop = (): PromiseLike<void> => server[Symbol.asyncDispose]();
      return { url: `${server.url}?secret=${secret}`, [Symbol.asyncDispose]: stop };
    },
  },
  "security-foreign-page": broken({ admits: () => true }),
  "security-tls": {
    start: () =>
      startElsewhere(
        { admits: (request) => soundParts.admits(request) && (request.url ?? "").includes(`secret=${secret}`) },
        `?secret=${secret}`,
      ),
  },
  "security-call-id": fragile(() => ({ onHandshake: ({ url = "" }) => url.includes("%0D%0A") })),
  "security-query-kept": broken({
    page: ({ url = "" }, response) => void response.writeHead(404).end(`There is no ${url} here.`),
  }),
  "security-no-internals": broken({
    unreadable: ({ socket }) => socket.close(1011, "TypeError: no type\n    at handle (/srv/app/server.js:12:34)"),
  }),
  "security-no-versions": broken({
    page: (_request, response) => void response.writeHead(404, { server: "example/1.18.0" }).end("Nothing here."),
  }),
};
