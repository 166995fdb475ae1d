/** What a command of `repartee` is: data for the help, and a function that runs it. */
import type { CliContext } from "./context.ts";
import type { AnyOptionTable, OptionTable } from "./options/index.ts";

/** An argument without a flag, such as the agent file. */
export interface CommandArgument {
  /** As the help shows it, such as `agent.ts`. */
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
}

export interface CommandInput<Values> {
  /** Every option of the command: from flags, the environment, the config file, or its default. */
  readonly options: Values;
  /** The arguments without flags, in order; required ones are there. */
  readonly positionals: readonly string[];
  readonly context: CliContext;
}

export interface Command<Values extends object> {
  /** One line for the list of commands. */
  readonly summary: string;
  /** A few sentences for the command's own help. */
  readonly description: string;
  readonly arguments: readonly CommandArgument[];
  readonly options: OptionTable<Values>;
  /**
   * Does the work and answers with the exit code.
   * @throws ReparteeError for whatever the user can mend: it becomes one line and exit code 2.
   */
  run(input: CommandInput<Values>): Promise<number>;
}

/** A command whose options are not known by type: what the help and the dispatch work on. */
export interface AnyCommand extends Omit<Command<object>, "options"> {
  readonly options: AnyOptionTable;
}
