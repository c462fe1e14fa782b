import { spawn } from 'node:child_process';
import { copyCommands, type ClipboardCommand } from './clipboard-commands.js';

const LIMIT_MS = 2000;

/** Puts a text on the clipboard; false where there is none, or no program for it. */
export async function copyToClipboard(text: string, environment: NodeJS.ProcessEnv): Promise<boolean> {
  for (const command of copyCommands(environment)) {
    if (await feed(command, text, environment)) return true;
  }
  return false;
}

function feed(
  [program, ...programArguments]: ClipboardCommand,
  text: string,
  env: NodeJS.ProcessEnv,
): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program, programArguments, { env, stdio: ['pipe', 'ignore', 'ignore'], timeout: LIMIT_MS });
    child.once('error', () => {
      resolve(false);
    });
    // The program goes on in the background, to hand the text out.
    child.once('exit', (code) => {
      resolve(code === 0);
    });
    child.stdin.on('error', () => {
      // It ended before it read all; its exit code tells.
    });
    child.stdin.end(text);
  });
}
