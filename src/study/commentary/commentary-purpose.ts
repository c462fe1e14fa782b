/** How the purposes of all exchanges about a commentary begin; hints are `read ...`, variants have a trial. */
export const COMMENTARY_PURPOSE = 'commentary';
