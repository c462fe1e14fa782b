import { readdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import path from 'node:path';

/** Below a home folder: where programs keep keys, tokens and sessions. Files or folders. */
const IN_HOME = [
  // Logins to other machines, clouds and clusters.
  ...['.ssh', '.gnupg', '.aws', '.azure', '.kube', '.docker', '.oci', '.boto', '.s3cfg', '.vault-token'],
  ...['.config/gcloud', '.config/doctl', '.config/rclone', '.config/containers', '.databrickscfg', '.terraform.d'],
  // Code and packages.
  ...['.netrc', '.git-credentials', '.config/git/credentials', '.config/gh', '.config/hub', '.config/glab-cli'],
  ...['.npmrc', '.yarnrc.yml', '.pypirc', '.cargo/credentials', '.cargo/credentials.toml', '.gem/credentials'],
  // Models, data sets, trackers.
  ...[
    '.anthropic',
    '.claude',
    '.claude.json',
    '.codex',
    '.gemini',
    '.openai',
    '.cursor',
    '.copilot',
    '.aider.conf.yml',
  ],
  ...['.config/openai', '.config/anthropic', '.config/claude', '.config/github-copilot', '.config/io.datasette.llm'],
  ...['.config/opencode', '.local/share/opencode', '.kaggle', '.config/kaggle', '.modal.toml', '.replicate'],
  ...['.huggingface/token', '.cache/huggingface/token', '.cache/huggingface/stored_tokens'],
  // Passwords, databases, browsers.
  ...[
    '.password-store',
    '.local/share/keyrings',
    '.local/share/kwalletd',
    '.1password',
    '.config/op',
    '.config/1Password',
  ],
  ...['.pgpass', '.my.cnf', '.mylogin.cnf', '.mozilla', '.config/google-chrome', '.config/chromium'],
  // What was once typed at a prompt.
  ...['.bash_history', '.zsh_history', '.python_history', '.local/share/fish/fish_history', '.node_repl_history'],
  ...['.psql_history', '.mysql_history', '.env'],
] as const;

/** Readable for root only, so of interest where we are root. */
const OF_THE_SYSTEM = [
  ...['/etc/shadow', '/etc/shadow-', '/etc/gshadow', '/etc/gshadow-', '/etc/ssh', '/etc/ssl/private'],
  ...['/etc/munge', '/etc/krb5.keytab', '/etc/sudoers', '/etc/sudoers.d', '/etc/NetworkManager', '/etc/wireguard'],
] as const;

/** Variables that say where else a secret lies. */
const POINTERS = [
  ...['AWS_SHARED_CREDENTIALS_FILE', 'GOOGLE_APPLICATION_CREDENTIALS', 'CLOUDSDK_CONFIG', 'AZURE_CONFIG_DIR'],
  ...['KUBECONFIG', 'DOCKER_CONFIG', 'NETRC', 'GNUPGHOME', 'CODEX_HOME', 'CLAUDE_CONFIG_DIR', 'KAGGLE_CONFIG_DIR'],
  ...['HF_TOKEN_PATH', 'NPM_CONFIG_USERCONFIG', 'PGPASSFILE', 'SSH_AUTH_SOCK'],
] as const;

/** Where secrets usually lie, whether something is there or not. Absolute. `environment` is the user's own. */
export function secretPlaces(environment: Readonly<Record<string, string | undefined>>): string[] {
  // KUBECONFIG may be a list.
  const pointed = POINTERS.flatMap((name) => environment[name]?.split(path.delimiter) ?? []);
  const ofHuggingFace = environment.HF_HOME === undefined ? [] : ['token', 'stored_tokens'];
  return [
    ...homes(environment).flatMap((home) => IN_HOME.map((place) => path.join(home, place))),
    ...OF_THE_SYSTEM,
    ...ofHuggingFace.map((name) => path.join(environment.HF_HOME ?? '', name)),
    ...pointed,
  ].filter((place) => path.isAbsolute(place));
}

function homes(environment: Readonly<Record<string, string | undefined>>): string[] {
  const { homedir, uid } = userInfo();
  // Root can read everybody's.
  const ofOthers = uid === 0 ? ['/root', ...foldersIn('/home')] : [];
  return [...new Set([environment.HOME ?? homedir, homedir, ...ofOthers])];
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder).map((name) => path.join(folder, name));
  } catch {
    return [];
  }
}
