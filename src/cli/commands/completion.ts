import type { Command } from 'commander';
import { OUTPUT_FOLDER } from '../../config/resolve-settings.js';
import { UserError } from '../../core/user-error.js';
import { COMPLETED_VALUES, NAME_OPTION } from '../completed-values.js';

/** `ablationmage completion SHELL`: commands, their options, the values of some, names of studies, and files. Made from the program itself. */
export function completionCommand(shell: string, program: Command): void {
  const render = scripts[shell];
  if (render === undefined) {
    throw new UserError(`No completion for "${shell}". Say one of: ${Object.keys(scripts).join(', ')}.`);
  }
  // Without those that only programs call.
  const visible = program.createHelp().visibleCommands(program);
  const commands = program.commands
    .filter((command) => visible.includes(command))
    .map((command) => ({
      name: command.name(),
      description: command.description(),
      options: command.options.flatMap((option) =>
        option.long ? [{ flag: option.long, description: option.description }] : [],
      ),
    }));
  process.stdout.write(render(commands));
}

interface CompletedCommand {
  readonly name: string;
  readonly description: string;
  readonly options: readonly { readonly flag: string; readonly description: string }[];
}

const scripts: Readonly<Record<string, (commands: readonly CompletedCommand[]) => string>> = {
  bash: (commands) => `_ablationmage() {
  local current="\${COMP_WORDS[COMP_CWORD]}"
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${commands.map((command) => command.name).join(' ')}" -- "$current"))
    return
  fi
  case "\${COMP_WORDS[COMP_CWORD-1]}" in
    ${NAME_OPTION})
      COMPREPLY=($(cd ${OUTPUT_FOLDER} 2>/dev/null && compgen -d -- "$current"))
      return ;;
${Object.entries(COMPLETED_VALUES)
  .map(
    ([flag, values]) => `    ${flag})
      COMPREPLY=($(compgen -W "${values.join(' ')}" -- "$current"))
      return ;;`,
  )
  .join('\n')}
  esac
  local options=""
  case "\${COMP_WORDS[1]}" in
${commands.map((command) => `    ${command.name}) options="${command.options.map((option) => option.flag).join(' ')}" ;;`).join('\n')}
  esac
  case "$current" in
    -*) COMPREPLY=($(compgen -W "$options" -- "$current")) ;;
    *) COMPREPLY=($(compgen -f -- "$current")) ;;
  esac
}
complete -o filenames -F _ablationmage ablationmage
`,
  zsh: (commands) => `#compdef ablationmage
_ablationmage() {
  local -a commands
  commands=(${commands.map((command) => `'${command.name}:${quoted(command.description)}'`).join(' ')})
  if (( CURRENT == 2 )); then
    _describe 'command' commands
    return
  fi
  case "$words[2]" in
${commands
  .map(
    (command) =>
      `    ${command.name}) _arguments ${command.options.map((option) => `'${option.flag}[${quoted(option.description)}]${zshValues(option.flag)}'`).join(' ')} '*:file:_files' ;;`,
  )
  .join('\n')}
  esac
}
compdef _ablationmage ablationmage
`,
  fish: (commands) =>
    commands
      .flatMap((command) => [
        `complete -c ablationmage -n __fish_use_subcommand -a ${command.name} -d '${quoted(command.description)}'`,
        ...command.options.map(
          (option) =>
            `complete -c ablationmage -n '__fish_seen_subcommand_from ${command.name}' -l ${option.flag.slice(2)} -d '${quoted(option.description)}'${fishValues(option.flag)}`,
        ),
      ])
      .join('\n') + '\n',
};

function zshValues(flag: string): string {
  if (flag === NAME_OPTION) return `:study:_files -W ${OUTPUT_FOLDER} -/`;
  const values = COMPLETED_VALUES[flag];
  return values === undefined ? '' : `:value:(${values.join(' ')})`;
}

function fishValues(flag: string): string {
  if (flag === NAME_OPTION) return ` -x -a '(ls ${OUTPUT_FOLDER} 2>/dev/null)'`;
  const values = COMPLETED_VALUES[flag];
  return values === undefined ? '' : ` -x -a '${values.join(' ')}'`;
}

/** Inside single quotes of a completion script nothing may end the quote or the description. */
function quoted(text: string): string {
  return text.replaceAll(/['[\]:]/g, ' ');
}
