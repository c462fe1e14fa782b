/**
 * What the TypeScript that makes an exported script and the Python that is in it call by the same names. Those of
 * `python/ablationmage_script/study/` are held to these by a test.
 */

/** Environment variables that tell a process which training it is. */
export const TRIAL_ENVIRONMENT_VARIABLE = 'ABLATION_TRIAL';
export const SEED_ENVIRONMENT_VARIABLE = 'ABLATION_SEED_INDEX';

/** The Python variables that hold them, where the project has no such names. */
export const TRIAL_NAME = 'TRIAL';
export const SEED_NAME = 'SEED_INDEX';

/** Folder of the files that trials have of their own, by trial. */
export const TRIAL_FILES_FOLDER = 'ablation_trials';

/** Stands in the study's code where the constants of the study go. */
export const PLACE_OF_CONSTANTS = 'TRIALS = {}\nSTUDY = {}\n';

/** Does what the options ask for; returns where they ask for nothing. */
export const COMMAND_LINE_FUNCTION = 'ablation_command_line';

/** Trains as a trial at a seed, or as the script was, with further arguments; returns the exit code. */
export const START_FUNCTION = '_start';

/** Calls a function with arguments and ends the process with the exit code that it returns. */
export const END_FUNCTION = '_end_as';
