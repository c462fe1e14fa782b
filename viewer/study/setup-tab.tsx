import type { ReactNode } from 'react';
import type { Report } from '../../src/core/report.js';
import type { StudyView } from '../../src/core/study-view.js';
import { formatDuration } from '../../src/reports/formats/format-duration.js';
import { modelCostInWords } from '../../src/reports/formats/model-cost-in-words.js';
import { printable } from '../../src/reports/formats/printable.js';
import { reproducibilityInWords } from '../../src/reports/formats/reproducibility-in-words.js';
import { forkingInWords } from '../../src/reports/forking-in-words.js';
import { gateInWords } from '../../src/reports/gate-in-words.js';
import { rerunCommand } from '../../src/reports/rerun-command.js';
import { withCode } from '../parts/with-code.js';
import { Section } from '../parts/section.js';
import { Fact } from '../trial/trial-facts.js';
import { ModelsSection } from './models-section.js';

/** How the numbers came about: machine, seeds, methods, models, and the command that gives them again. */
export function SetupTab({ view }: { readonly view: StudyView }): ReactNode {
  const { report } = view;
  return (
    <>
      <Section id="rerun" heading="Run it again">
        <pre className="code-block" tabIndex={0} aria-label="The command that gives this report">
          {rerunCommand(report)}
        </pre>
      </Section>
      <Section id="methods" heading="Methods">
        <p className="prose">{withCode(report.method.paragraph)}</p>
      </Section>
      <Seeds report={report} />
      <Reproducibility report={report} />
      <Environment report={report} />
      <ModelsSection view={view} />
      {report.skipped.length > 0 && <Skipped report={report} />}
    </>
  );
}

function Seeds({ report: { seeds } }: { readonly report: Report }): ReactNode {
  return (
    <Section id="seeds" heading="Seeds">
      <p className="prose">
        Seed indices {seeds.indices.join(', ')}; index 0 is the script as it stands. {withCode(printable(seeds.how))}
      </p>
      {seeds.places.length > 0 && (
        <>
          <p>The seed layer changes these places, the baseline included:</p>
          <ul className="places">
            {seeds.places.map((place) => (
              <li key={place}>
                <code>{printable(place)}</code>
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}

function Reproducibility({ report }: { readonly report: Report }): ReactNode {
  const { sentence, tolerances } = reproducibilityInWords(report.reproducibility, report.baselineGate);
  return (
    <Section id="reproducibility" heading="Reproducibility">
      <p className="prose">{printable(sentence)}</p>
      {tolerances.length > 0 && (
        <ul>
          {tolerances.map(({ metric, difference }) => (
            <li key={metric}>
              {printable(metric)}: {difference}
            </li>
          ))}
        </ul>
      )}
      {report.forking !== undefined && <p className="prose">{printable(forkingInWords(report.forking))}</p>}
      {report.baselineGate !== undefined && <p className="prose">{printable(gateInWords(report.baselineGate))}</p>}
    </Section>
  );
}

function Environment({ report: { study, modelCost } }: { readonly report: Report }): ReactNode {
  const { environment: machine } = study;
  const packages = Object.entries(machine.packages).map(([name, version]) => `${name} ${version}`);
  return (
    <Section id="environment" heading="Environment and cost">
      <dl className="facts">
        <Fact name="Python">
          {machine.pythonVersion} <code>{machine.python}</code>
        </Fact>
        {packages.length > 0 && <Fact name="packages">{packages.join(', ')}</Fact>}
        <Fact name="system">{printable(machine.operatingSystem)}</Fact>
        <Fact name="processor">
          {printable(machine.processor)}, {machine.cores} cores
        </Fact>
        <Fact name="GPU">{machine.gpus.length > 0 ? printable(machine.gpus.join(', ')) : 'none'}</Fact>
        <Fact name="at a time">
          {machine.jobs ?? 'as many as the cluster gave:'} {machine.jobs === 1 ? 'run' : 'runs'},{' '}
          {machine.threadsPerRun} {machine.threadsPerRun === 1 ? 'thread' : 'threads'} each
        </Fact>
        {machine.slurmNodes !== undefined && <Fact name="Slurm nodes">{printable(machine.slurmNodes.join(', '))}</Fact>}
        <Fact name="started">{study.startedAt}</Fact>
        <Fact name="time">{formatDuration(study.wallTimeMs)} in all</Fact>
        <Fact name="models">{modelCost === undefined ? 'none was asked' : modelCostInWords(modelCost)}</Fact>
        <Fact name="AblationMage">{study.toolVersion}</Fact>
      </dl>
    </Section>
  );
}

function Skipped({ report: { skipped } }: { readonly report: Report }): ReactNode {
  return (
    <Section id="skipped" heading="Components that were not run">
      <dl className="facts">
        {skipped.map(({ id, place, reason }) => (
          <Fact key={`${id} ${place}`} name={printable(id)}>
            {printable(reason)} <code>{printable(place)}</code>
          </Fact>
        ))}
      </dl>
    </Section>
  );
}
