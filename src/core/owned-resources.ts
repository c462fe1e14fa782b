/** May finish later. */
type Release = () => void | Promise<void>;

/**
 * What a function acquires on its way, released in reverse order if it fails before handing it on.
 * Node 20 has no AsyncDisposableStack; this is the part of it we need.
 */
export class OwnedResources implements AsyncDisposable {
  #releases: Release[] = [];

  own<Resource extends AsyncDisposable | Disposable>(resource: Resource): Resource {
    this.#releases.push(async () => {
      if (Symbol.asyncDispose in resource) await resource[Symbol.asyncDispose]();
      else resource[Symbol.dispose]();
    });
    return resource;
  }

  defer(release: Release): void {
    this.#releases.push(release);
  }

  /** Hands everything on to a new owner; disposing this one releases nothing any more. */
  move(): OwnedResources {
    const heir = new OwnedResources();
    heir.#releases = this.#releases;
    this.#releases = [];
    return heir;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const releases = this.#releases.reverse();
    this.#releases = [];
    for (const release of releases) await release();
  }
}
