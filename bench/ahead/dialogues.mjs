/**
 * Realistic calls, as data: what the caller says, in pieces with pauses where they hesitate, and what the model answers
 * to all of it. Durations are in ms.
 *
 * @typedef {object} Exchange
 * @property {readonly (string | number)[]} says pieces of speech, and the pauses between them.
 * @property {string} answer
 *
 * @typedef {object} Dialogue
 * @property {string} name
 * @property {readonly Exchange[]} exchanges
 */

/**
 * @param {string | readonly (string | number)[]} says
 * @param {string} answer
 * @returns {Exchange}
 */
const on = (says, answer) => ({ says: typeof says === "string" ? [says] : says, answer });

/** @type {readonly Dialogue[]} */
export const dialogues = [
  {
    name: "opening hours",
    exchanges: [
      on(
        "Hi, when are you open on Saturdays?",
        "On Saturdays we are open from nine to one. Would you like to come by?",
      ),
      on("No, thank you. That is all.", "You are welcome. Have a nice day."),
    ],
  },
  {
    name: "a booking",
    exchanges: [
      on("Hello, I would like to book a visit.", "Gladly. What day would suit you best?"),
      on("Thursday would be best. In the afternoon, if you can.", "On Thursday I have two o'clock and half past four."),
      on("Half past four.", "Half past four it is. May I have your name, please?"),
      on("My name is Laura Steiner.", "Thank you, Laura. You are booked for Thursday at half past four."),
      on("Great, thanks.", "See you on Thursday. Goodbye."),
    ],
  },
  {
    name: "a name, corrected",
    exchanges: [
      on(["My name is Mark.", 180, "No, sorry, Mike."], "Nice to meet you, Mike. How may I help you?"),
      on(["I need", 300, "to move my visit."], "Of course. When were you to come?"),
      on(["Tuesday.", 200, "Wait, Wednesday."], "I see it: Wednesday at ten. When would you like to come instead?"),
    ],
  },
  {
    name: "hesitations",
    exchanges: [
      on(["Yes, hello,", 250, "I was wondering", 300, "whether you take new patients."], "We do. Are you insured?"),
      on(["Well,", 320, "privately."], "That is fine. Shall I look for a first visit?"),
      on(["Please.", 150, "Next week if possible."], "Next week I have Monday at eight, or Friday at noon."),
    ],
  },
  {
    name: "short answers",
    exchanges: [
      on("Yes.", "Good. Is the pain on the left side?"),
      on("No.", "On the right, then. Does it hurt when you chew?"),
      on("Sometimes.", "I understand. Is it worse with cold drinks?"),
      on("Not really.", "Then I suggest that you come in this week."),
      on("Okay.", "Would tomorrow at three be fine?"),
      on("Perfect.", "I have noted it. See you tomorrow."),
    ],
  },
  {
    name: "a long story",
    exchanges: [
      on(
        "I was with you in spring, when the doctor put a crown on one of my molars. It was fine at first. " +
          "Now it feels loose when I eat, and since yesterday there is a dull pain. What should I do?",
        "I am sorry to hear that. Please do not chew on that side. I can offer you a visit this afternoon at five.",
      ),
      on("That would be wonderful. Do I have to bring anything?", "Only your insurance card. We have your x-rays."),
    ],
  },
  {
    name: "numbers",
    exchanges: [
      on("My number is five five five, one two three four.", "Five five five, one two three four. Is that right?"),
      on(["The last one is", 280, "a five."], "Thank you. Five five five, one two three five."),
      on("Right.", "I will send you a message there."),
    ],
  },
  {
    name: "an address",
    exchanges: [
      on("Where can I find you?", "We are at twelve Mill Lane, right behind the station."),
      on("Is there a car park? I will come by car.", "There is one across the street. The first hour is free."),
      on(["And", 240, "is there a lift?"], "Yes, at the back of the house."),
    ],
  },
  {
    name: "a complaint",
    exchanges: [
      on(
        "I have been waiting for your bill for three weeks. I have called twice already.",
        "I am sorry for the trouble. May I have your name and your date of birth?",
      ),
      on("Peter Novak. The second of May, nineteen eighty.", "Thank you. I see the bill. I will send it today."),
      on("To my new address, please.", "Of course. What is your new address?"),
      on("Forty Park Road.", "Forty Park Road. You will have it tomorrow."),
    ],
  },
  {
    name: "without marks",
    exchanges: [
      on("hello I would like to speak to somebody about my bill", "I can help you with that. What is it about?"),
      on("it is too high", "Let me see. You paid for two fillings in June."),
      on("ah yes I forgot", "No problem. Can I do anything else for you?"),
    ],
  },
  {
    name: "prices",
    exchanges: [
      on("How much is a cleaning?", "A cleaning is eighty five euros and takes forty minutes."),
      on("And whitening? My sister had that done.", "Whitening starts at three hundred euros."),
      on("Does the insurance pay for it?", "Not for whitening. For the cleaning most pay a part."),
    ],
  },
  {
    name: "a child",
    exchanges: [
      on("My daughter fell. She broke a tooth!", "Keep the piece in milk, please. How old is she?"),
      on("She is six. It is a milk tooth, I think.", "Then there is time. Can you be here in half an hour?"),
      on("Yes, we can.", "Good. I will tell the doctor."),
    ],
  },
];
