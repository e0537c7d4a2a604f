// A spec that brings up a database and half of the server needs seconds on a busy machine; five are not enough.
jest.setTimeout(90_000);
