/** The agent in the pictures: answers slowly enough to be cut off. */
import { defineAgent } from "repartee";

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export default defineAgent({
  greeting: "Weather desk, good morning. What city?",
  async *respond({ lastUserText }) {
    await pause(260);
    if (/tomorrow/i.test(lastUserText)) {
      yield "Tomorrow will be dry until the evening. ";
      await pause(300);
      yield "You can leave the umbrella at home.";
      return;
    }
    yield "Lisbon has clouds this morning. ";
    await pause(400);
    yield "In the afternoon it will clear up, with twenty one degrees and a light wind from the sea.";
  },
});
