/** Servers whose actions do not run, or come as a surprise. */
import { asksFor, type Parts, response, soundParts } from "../model-server.ts";
import { broken, type Exhibit, patient } from "./exhibit.ts";

/** Answers to a goodbye with these parts, and soundly to everything else. */
function parting(...parts: readonly (readonly [content: string, fields: object])[]): Exhibit {
  const answer: Parts["answer"] = (peer, request) => {
    if (!asksFor(request, "Goodbye")) return soundParts.answer(peer, request);
    for (const [content, fields] of parts) peer.send(response(request.response_id, content, fields));
  };
  return broken({ answer }, { settings: patient });
}

export const actionsExhibits: Readonly<Record<string, Exhibit>> = {
  "actions-one": parting(["Goodbye!", { end_call: true, digit_to_press: "1" }]),
  "actions-with-words": parting(["Goodbye!", { content_complete: false }], ["", { end_call: true }]),
  "actions-farewell": parting(["", { end_call: true }]),
  "actions-transfer-number": parting(["I will put you through.", { transfer_number: "the front desk" }]),
  "actions-digits": parting(["One moment.", { digit_to_press: "one" }]),
  "actions-last": parting(["Goodbye! ", { end_call: true, content_complete: false }], ["Have a nice day.", {}]),
  "actions-not-on-greeting": broken(
    { greet: (peer) => peer.send(response(0, "We are closed.", { end_call: true })) },
    { settings: patient },
  ),
};
