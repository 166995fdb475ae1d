import { defineAgent, endCall } from "repartee";

export default defineAgent({
  greeting: "How may I help you?",
  async *respond(turn) {
    if (/\bbye\b/i.test(turn.lastUserText)) {
      yield "Goodbye.";
      yield endCall();
      return;
    }
    yield "I am sorry, can you say that again?";
  },
});
