import { describeMachine, type Machine } from '../execution/describe-machine.js';
import type { Slot } from '../execution/slot.js';
import { planSlots } from '../execution/slots.js';
import { readEvents } from '../store/event-log.js';
import { studyFolderAt } from '../store/study-folder.js';
import type { Subject } from './read-subject.js';

/** The machine and what of it the study uses. */
export interface PreparedMachine {
  readonly machine: Machine;
  readonly slots: readonly Slot[];
  /** Fixed when the study was created: another number of threads gives other results. */
  readonly threadsPerRun: number;
  readonly notes: readonly string[];
}

/** Looks at the machine and lays out the slots; a study that was started before keeps its threads. */
export async function prepareMachine(subject: Subject): Promise<PreparedMachine> {
  const { resources, studyDirectory } = subject.settings;
  const machine = await describeMachine(process.env);
  const started = readEvents(studyFolderAt(studyDirectory).eventsFile).find((event) => event.type === 'study-started');
  const plan = planSlots({
    jobs: resources.jobs,
    threads: resources.threads ?? started?.threadsPerRun,
    gpusPerRun: resources.gpusPerRun,
    command: subject.command,
    externalImports: subject.project.externalImports,
    cores: machine.cores,
    gpus: machine.gpus,
    cudaVisibleDevices: process.env.CUDA_VISIBLE_DEVICES,
  });
  return { machine, slots: plan.slots, threadsPerRun: plan.threads, notes: plan.notes };
}
