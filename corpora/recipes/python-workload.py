# Stations that measure something, and the objects and arrays an analysis keeps of them.
import numpy as np

rng = np.random.default_rng(1)
STATIONS, SAMPLES = 140, 12_000


class Station:
    def __init__(self, number):
        self.number = number
        self.label = f"station {number:04d} {rng.choice(['north', 'south', 'east', 'west'])}"
        hours = np.arange(SAMPLES) / 60.0
        # A daily wave, a slow walk and noise, as a sensor with two decimals reports it.
        signal = 12 + 8 * np.sin(hours * np.pi / 12) + np.cumsum(rng.normal(0, 0.02, SAMPLES)) + rng.normal(0, 0.3, SAMPLES)
        self.reading = np.round(signal, 2)
        self.raw = (signal * 64).astype(np.int16)  # as the converter gives it
        self.level = self.raw / 64.0
        self.count = rng.poisson(3.0, SAMPLES).astype(np.int32)
        self.total = np.cumsum(self.count, dtype=np.int64)
        self.time = 1_767_225_600_000 + np.arange(SAMPLES, dtype=np.int64) * 60_000 + rng.integers(0, 400, SAMPLES)
        self.good = rng.random(SAMPLES) < 0.95
        self.kind = rng.choice(7, SAMPLES, p=[0.5, 0.2, 0.1, 0.1, 0.05, 0.03, 0.02]).astype(np.uint8)
        self.short = signal.astype(np.float32)
        self.gap = np.where(self.good, 0.0, signal)
        self.events = [
            {"at": int(self.time[i]), "station": number, "value": float(self.reading[i]), "kind": int(self.kind[i]), "text": f"{self.label} reading {self.reading[i]:.2f} at minute {i}"}
            for i in np.flatnonzero(~self.good)
        ]

    def analyse(self):
        self.spectrum = np.fft.rfft(self.reading - self.reading.mean())[:2048]
        self.order = np.argsort(self.reading, kind="stable").astype(np.int32)
        self.smooth = np.convolve(self.reading, np.ones(15) / 15, mode="same").astype(np.float32)


stations = [Station(n) for n in range(STATIONS)]
by_time = {}
for station in stations:
    station.analyse()
    for event in station.events:
        by_time.setdefault(event["at"] // 3_600_000, []).append(event)
matrix = np.stack([s.smooth[::20] for s in stations])
print("working")

while True:  # analyse again with new readings, over and over
    station = stations[rng.integers(STATIONS)]
    fresh = Station(station.number)
    fresh.analyse()
    stations[station.number] = fresh
    covariance = np.cov(matrix[:, rng.permutation(matrix.shape[1])[:1500]])
    values, vectors = np.linalg.eigh(covariance)
