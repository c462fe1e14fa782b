import { describeMachine, type Machine } from '../execution/describe-machine.js';
import type { Slot } from '../execution/slot.js';
import { planSlots } from '../execution/slots.js';
import { readEvents } from '../store/event-log.js';
import { studyFolderAt } from '../store/study-folder.js';
import type { Subject } from './read-subject.js';

/** The machine and what of it the study uses. */
export interface PreparedMachine {
  readonly machine: Machine;
  /** Of this machine; none where runs are jobs of a cluster. */
  readonly slots: readonly Slot[];
  /** Runs at the same time; undefined: as many as a cluster gives. */
  readonly jobs: number | undefined;
  /** Fixed when the study was created: another number of threads gives other results. */
  readonly threadsPerRun: number;
  readonly notes: readonly string[];
}

/** Looks at the machine and lays out the slots; a study that was started before keeps its threads. */
export async function prepareMachine(subject: Subject): Promise<PreparedMachine> {
  const { resources, studyDirectory, executor } = subject.settings;
  const machine = await describeMachine(process.env);
  const started = readEvents(studyFolderAt(studyDirectory).eventsFile).find((event) => event.type === 'study-started');
  const threads = resources.threads ?? started?.threadsPerRun;
  if (executor.kind === 'slurm') {
    const threadsPerRun = threads ?? executor.slurm.cpusPerTask ?? 1;
    return { machine, slots: [], jobs: resources.jobs, threadsPerRun, notes: [] };
  }
  const plan = planSlots({
    jobs: resources.jobs,
    threads,
    gpusPerRun: resources.gpusPerRun,
    command: subject.command,
    externalImports: subject.project.externalImports,
    cores: machine.cores,
    gpus: machine.gpus,
    cudaVisibleDevices: process.env.CUDA_VISIBLE_DEVICES,
  });
  return { machine, slots: plan.slots, jobs: plan.slots.length, threadsPerRun: plan.threads, notes: plan.notes };
}
