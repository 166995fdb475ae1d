/** The commands. */

// Commands
export { commands } from "./commands.ts";
