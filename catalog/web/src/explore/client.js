// The page's end of the second thread: asks, and gets promises.

/** Return what starts a worker of this kind and asks it. */
export class Client {
  #worker;
  #waiting = new Map();
  #last = 0;

  constructor(url) {
    this.#worker = new Worker(url);
    this.moved = 0;
    this.#worker.addEventListener("message", ({ data }) => this.#take(data));
    this.#worker.addEventListener("error", (event) => this.#fail({ kind: "failed", message: event.message ?? "" }));
  }

  /** Ask for an action; rejects with {kind, message}. */
  ask(action, values) {
    const id = (this.#last += 1);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, action, ...values });
    });
  }

  /** Mention something that needs no answer. */
  tell(action, values) {
    this.#worker.postMessage({ action, ...values });
  }

  /** Stop at once, whatever the worker does; what was asked is rejected as *kind*. */
  end(kind = "ended") {
    this.#worker.terminate();
    this.#fail({ kind, message: kind });
  }

  #take({ id, result, trouble, moved }) {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (moved) this.moved = moved;
    if (trouble) waiting?.reject(trouble);
    else waiting?.resolve(result);
  }

  #fail(trouble) {
    for (const { reject } of this.#waiting.values()) reject(trouble);
    this.#waiting.clear();
  }
}
