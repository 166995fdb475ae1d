/** Servers that tell of their tools wrongly. */
import { randomUUID } from "node:crypto";
import {
  asksFor,
  type Incoming,
  type Parts,
  type Peer,
  response,
  sentences,
  soundParts,
  tell,
} from "../model-server.ts";
import { broken, type Exhibit, patient } from "./exhibit.ts";

/** Answers soundly but for this wish. */
function booking(book: (peer: Peer, request: Incoming) => void): Exhibit {
  const answer: Parts["answer"] = (peer, request) =>
    asksFor(request, "book a table") ? book(peer, request) : soundParts.answer(peer, request);
  return broken({ answer }, { settings: patient });
}

/** Calls the tool once for a call; what is told of it may be replaced. */
function once(peer: Peer, invocation: object, result: object | undefined): void {
  if (peer.memory.isBooked) return;
  peer.memory.isBooked = true;
  const tool_call_id = randomUUID();
  const name = "book_table";
  peer.send({ response_type: "tool_call_invocation", tool_call_id, name, arguments: "{}", ...invocation });
  if (result === undefined) return;
  peer.send({ response_type: "tool_call_result", tool_call_id, content: "booked", ...result });
}

export const toolsExhibits: Readonly<Record<string, Exhibit>> = {
  "tools-types": booking((peer, { response_id }) => {
    once(peer, { arguments: { guests: 2 } }, {});
    tell(peer, response_id, sentences);
  }),
  "tools-arguments": booking((peer, { response_id }) => {
    once(peer, { arguments: "guests=2" }, {});
    tell(peer, response_id, sentences);
  }),
  "tools-results": booking((peer, { response_id }) => {
    once(peer, {}, undefined);
    tell(peer, response_id, sentences);
  }),
  "tools-announced": booking((peer, { response_id }) => {
    once(peer, {}, {});
    peer.send({ response_type: "tool_call_result", tool_call_id: randomUUID(), content: "booked" });
    tell(peer, response_id, sentences);
  }),
  "tools-ids-unique": booking((peer, { response_id }) => {
    once(peer, { tool_call_id: "tool_1" }, { tool_call_id: "tool_1" });
    tell(peer, response_id, sentences);
  }),
  "tools-spoken": booking((peer, { response_id }) => {
    once(peer, {}, {});
    peer.send(response(response_id, ""));
  }),
  "tools-once": booking((peer, { response_id }) => {
    delete peer.memory.isBooked;
    once(peer, {}, {});
    tell(peer, response_id, sentences);
  }),
};
