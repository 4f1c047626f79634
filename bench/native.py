"""Times models in native onnxruntime.

Reads a JSON list of {"path", "shape", "threads", "runs"} from standard input and prints, for each, the list of
milliseconds that its runs took, after one that is not counted. Input values are random between 0 and 255: they do not
change the time.
"""

import json
import sys
import time

import numpy as np
import onnxruntime


def time_model(path: str, shape: list[int], threads: int, runs: int) -> list[float]:
    """Milliseconds of each run of the model's one input, with the session options that the extension has."""
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry("session.disable_quant_qdq", "1")
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    (model_input,) = session.get_inputs()
    fed = {model_input.name: np.random.default_rng(1).uniform(0, 255, shape).astype(np.float32)}
    session.run(None, fed)
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        session.run(None, fed)
        times.append((time.perf_counter() - start) * 1000)
    return times


if __name__ == "__main__":
    json.dump([time_model(**job) for job in json.load(sys.stdin)], sys.stdout)
