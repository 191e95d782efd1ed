using Microsoft.ML.Data;

namespace CtVlm.MLNet.Tests;

/// <summary>A row of made-up bags of 32 slices, whose class is in one slice or in all of them.</summary>
internal sealed class NeedleRow
{
    public const int Width = 16;

    private const int Slices = 32;
    private const int BagsPerPatient = 2;

    [VectorType(0, Width)]
    public float[] Bag { get; set; } = [];

    public float Label { get; set; }

    public string PatientId { get; set; } = "";

    /// <summary>Bags of standard normal values around a patient's own place; the class moves one value of one slice, or of every slice.</summary>
    /// <param name="seed">Seed of every draw.</param>
    /// <param name="patients">Number of patients, two bags each.</param>
    /// <param name="shift">By how much the class moves a value, in standard deviations of a slice.</param>
    /// <param name="isNeedle">Whether one slice carries the class, or all.</param>
    public static NeedleRow[] Make(int seed, int patients, float shift, bool isNeedle)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, patients).SelectMany(patient => MakePatient(patient, random, shift, isNeedle))];
    }

    private static NeedleRow[] MakePatient(int patient, Random random, float shift, bool isNeedle)
    {
        int label = patient % 2;
        float[] place = [.. Enumerable.Range(0, Width).Select(_ => 0.1f * Normal(random))];
        return [.. Enumerable.Range(0, BagsPerPatient).Select(_ => new NeedleRow { Bag = MakeBag(place, label, random, shift, isNeedle), Label = label, PatientId = $"P{patient}" })];
    }

    private static float[] MakeBag(float[] place, int label, Random random, float shift, bool isNeedle)
    {
        float[] bag = [.. Enumerable.Range(0, Slices * Width).Select(v => place[v % Width] + Normal(random))];
        int needle = random.Next(Slices);
        for (int slice = 0; slice < Slices; slice++)
        {
            bag[(slice * Width) + label] += !isNeedle || slice == needle ? shift : 0;
        }

        return bag;
    }

    private static float Normal(Random random) => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}
