/** How failures of one kind are known: by the name of the exception's class, or by words of its message. */
interface Sign {
  readonly reason: string;
  /** It can come over a script that ran here a moment ago. */
  readonly isPassing?: true;
  readonly types?: readonly string[];
  /** In lower case. */
  readonly words?: readonly string[];
}

/**
 * In the order of asking. Errors of CUDA are listed one by one: a device-side assert (a label out of range) and the
 * errors of cuBLAS, cuDNN and NCCL about parameters come from shapes and values, so a model may repair them. It may
 * also try where it can be either, such as an illegal access to memory: the baseline ran on the same machine before.
 */
const SIGNS: readonly Sign[] = [
  {
    reason: 'the GPU had too little memory',
    isPassing: true,
    types: ['OutOfMemoryError', 'ResourceExhaustedError'],
    words: [
      ...['cuda out of memory', 'hip out of memory', 'xpu out of memory', 'mps backend out of memory'],
      ...['cuda error: out of memory', 'cuda_error_out_of_memory', 'resource_exhausted'],
      ...['cublas_status_alloc_failed', 'cudnn_status_alloc_failed'],
    ],
  },
  {
    reason: 'this machine had too little memory',
    isPassing: true,
    types: ['MemoryError', '_ArrayMemoryError', 'ArrayMemoryError'],
    words: [
      ...["defaultcpuallocator: can't allocate", 'defaultcpuallocator: not enough', 'cannot allocate memory'],
      ...['std::bad_alloc', 'is killed by signal: killed'],
    ],
  },
  {
    reason: 'this machine had too little shared memory',
    isPassing: true,
    words: ['out of shared memory', 'insufficient shared memory', 'unable to open shared memory', 'unable to mmap'],
  },
  {
    reason: 'the GPU or its driver failed',
    isPassing: true,
    words: [
      ...[
        'no cuda-capable device',
        'no cuda gpus are available',
        'no hip gpus are available',
        'found no nvidia driver',
      ],
      ...['driver version is insufficient', 'cuda driver error', 'cuda driver initialization failed'],
      ...['cuda error: unknown error', 'cuda unknown error', 'cuda error: initialization error'],
      ...['system not yet initialized', 'forward compatibility was attempted', 'no kernel image is available'],
      ...['invalid device ordinal', 'device(s) is/are busy', 'devices are busy or unavailable', 'uncorrectable ecc'],
      ...['unspecified launch failure', 'fallen off the bus', 'not compiled with cuda enabled'],
      ...['torch.cuda.is_available() is false', 'cudnn_status_not_initialized', 'cudnn_status_internal_error'],
      ...['cudnn_status_execution_failed', 'cudnn_status_mapping_error', 'mismatch between cudnn', 'libcudnn'],
    ],
  },
  {
    reason: 'the communication between processes failed',
    isPassing: true,
    types: ['DistNetworkError'],
    words: [
      ...['ncclunhandledcudaerror', 'ncclsystemerror', 'ncclinternalerror', 'ncclremoteerror'],
      ...['unhandled cuda error, nccl', 'unhandled system error, nccl', 'address already in use'],
    ],
  },
  {
    reason: 'a library of the system is missing or of another version',
    words: ['cannot open shared object file', 'undefined symbol: ', 'dll load failed', 'version `glibc'],
  },
  { reason: 'the disk is full', isPassing: true, words: ['no space left on device', 'disk quota exceeded'] },
  {
    reason: 'this machine allows no more open files or threads',
    isPassing: true,
    words: ['too many open files', "can't start new thread", 'resource temporarily unavailable'],
  },
  {
    reason: 'a file could not be read or written',
    types: ['PermissionError'],
    words: ['read-only file system', 'input/output error', 'stale file handle'],
  },
  {
    reason: 'a file or data set is missing',
    types: ['FileNotFoundError', 'DatasetNotFoundError'],
    words: [
      ...['no such file or directory', 'dataset not found or corrupted', 'use download=true to download it'],
      ...['please use the nltk downloader', "can't find model '"],
    ],
  },
  {
    reason: 'the network could not be reached',
    isPassing: true,
    types: [
      ...['ConnectionError', 'ConnectionRefusedError', 'ConnectionResetError', 'ConnectionAbortedError', 'gaierror'],
      ...['URLError', 'HTTPError', 'SSLError', 'MaxRetryError', 'NewConnectionError', 'ProxyError', 'ConnectError'],
      ...['ConnectTimeout', 'ConnectTimeoutError', 'ReadTimeout', 'ReadTimeoutError', 'TimeoutError', 'timeout'],
      ...['RemoteDisconnected', 'RemoteProtocolError', 'EndpointConnectionError', 'HfHubHTTPError'],
      ...['LocalEntryNotFoundError', 'OfflineModeIsEnabled', 'RepositoryNotFoundError', 'GatedRepoError'],
    ],
    words: [
      ...["couldn't connect to 'http", 'name or service not known', 'temporary failure in name resolution'],
      ...['network is unreachable', 'connection refused', 'max retries exceeded with url'],
    ],
  },
];

const LONGEST_WORDS = 200;

/** A failure that is the environment's, not the script's. */
export interface EnvironmentFailure {
  /** For people. */
  readonly reason: string;
  /** It can come over a script that ran here a moment ago, and says nothing of what is in the script. */
  readonly isPassing: boolean;
}

/**
 * Whether a failure is the environment's and not to be repaired by a model; undefined where a model may repair it.
 * `exception` is Python's last line, `ValueError: shapes ...`, the type qualified or not. Of a missing module only the
 * caller knows whether it is one of the project's own.
 */
export function environmentFailure(exception: string): EnvironmentFailure | undefined {
  const [, qualified, message = exception] = /^([A-Za-z_][\w.]*)(?::\s*([^]*))?$/.exec(exception) ?? [];
  const type = qualified?.split('.').at(-1);
  const module = type === 'ModuleNotFoundError' ? /No module named '([^']+)'/.exec(message)?.[1] : undefined;
  if (module !== undefined) return { reason: `the package ${module} is not installed`, isPassing: false };
  const said = message.toLowerCase();
  const sign = SIGNS.find(
    ({ types = [], words = [] }) => types.some((each) => each === type) || words.some((each) => said.includes(each)),
  );
  if (sign === undefined) return undefined;
  const firstLine = message === exception && qualified !== undefined ? '' : (message.trim().split('\n')[0] ?? '');
  const words = firstLine.slice(0, LONGEST_WORDS);
  const reason = words === '' ? sign.reason : `${sign.reason}: ${words}`;
  return { reason, isPassing: sign.isPassing === true };
}
