using CtVlm.MLNet.Dicom;
using Microsoft.ML;

namespace CtVlm.MLNet.Probe;

/// <summary>Small series in memory, two a patient, whose brightness and texture tell three classes apart, though not without error.</summary>
public static class SyntheticCohort
{
    private const int Side = 16;
    private const int Slices = 6;

    /// <summary>The rows of so many patients; the same seed gives the same ones.</summary>
    public static SyntheticRow[] Rows(int patients, int seed = 5, double noise = 1)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, patients).SelectMany(patient => Patient(patient, random, noise))];
    }

    /// <summary>The same as a view.</summary>
    public static IDataView View(MLContext ml, int patients, int seed = 5, double noise = 1) => ml.Data.LoadFromEnumerable(Rows(patients, seed, noise));

    /// <summary>A series of noise around a level, brighter and more striped as the class rises.</summary>
    public static CtVolume Volume(double level, double stripes, Random random, CtSeriesDescription? series = null)
    {
        float[] hu = new float[Slices * Side * Side];
        for (int i = 0; i < hu.Length; i++)
        {
            hu[i] = (float)(level + (stripes * Math.Sin(i % Side)) + (30 * (random.NextDouble() - 0.5)));
        }

        CtGeometry geometry = new([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 5, 0, 0, 0, 0, 1], [.. Enumerable.Range(0, Slices).Select(i => 5.0 * i)]);
        return CtVolume.FromHu(hu, geometry, Side, Side, series);
    }

    private static IEnumerable<SyntheticRow> Patient(int patient, Random random, double noise)
    {
        int severity = patient % 3;
        double own = noise * 60 * (random.NextDouble() - 0.5);
        for (int series = 0; series < 2; series++)
        {
            double level = 20 + (25 * severity) + own + (noise * 30 * (random.NextDouble() - 0.5));
            yield return new SyntheticRow
            {
                Volume = Volume(level, 10 * severity, random),
                Severity = severity,
                PatientId = $"P{patient:D3}",
                Report = $"Series {series + 1} of patient number {patient}, grade {severity}, level {level:F0}.",
            };
        }
    }
}
