/** A model took longer than the ladder allows; what it was late with is in the message. */
export class ModelStalled extends Error {
  override readonly name = "ModelStalled";
}
