/** One thing that `doctor` looked at. */
export interface Examination {
  readonly what: string;
  readonly state: 'good' | 'bad' | 'note';
  readonly finding: string;
}
