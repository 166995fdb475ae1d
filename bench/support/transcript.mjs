/** The transcript of a phone call, with words and times, growing word by word as the platform sends it. */

const vocabulary =
  "I would like to change my appointment on Thursday because the train is late and nobody told us when it arrives, please look again whether there is a place in the morning or after lunch, thank you very much for waiting".split(
    " ",
  );
const wordsPerUtterance = 18;

/**
 * @param {number} bytes size of the middle one, as JSON, in bytes.
 * @param {number} count how many: each has one word more than the one before.
 * @returns {string[]} transcripts as JSON.
 */
export function growingTranscripts(bytes, count) {
  const transcript = createTranscript();
  // A word with its times is about 60 bytes, so starting half the growth below makes the middle one right.
  const firstBytes = Math.max(64, bytes - (count * 60) / 2);
  while (transcript.bytes() < firstBytes) transcript.grow();
  return Array.from({ length: count }, () => {
    transcript.grow();
    return transcript.toJson();
  });
}

function createTranscript() {
  /** @type {{ role: string, content: string, words: { word: string, start: number, end: number }[] }[]} */
  const utterances = [];
  let seconds = 0.5;
  let words = 0;
  let bytes = 2;
  return {
    grow() {
      if (words % wordsPerUtterance === 0) {
        const role = utterances.length % 2 === 0 ? "agent" : "user";
        utterances.push({ role, content: "", words: [] });
        bytes += JSON.stringify(utterances.at(-1)).length + 1;
      }
      const utterance = utterances[utterances.length - 1];
      // Every other word a little longer, so that times have as many digits as real ones.
      const lasts = 0.12 + (words % 7) * 0.041;
      const word = vocabulary[words % vocabulary.length];
      const entry = { word, start: rounded(seconds), end: rounded(seconds + lasts) };
      utterance.content += `${utterance.content === "" ? "" : " "}${word}`;
      utterance.words.push(entry);
      bytes += JSON.stringify(entry).length + word.length + 2;
      seconds += lasts + 0.08;
      words += 1;
    },
    bytes: () => bytes,
    toJson: () => JSON.stringify(utterances),
  };
}

/** @param {number} seconds */
function rounded(seconds) {
  return Math.round(seconds * 1_000) / 1_000;
}
