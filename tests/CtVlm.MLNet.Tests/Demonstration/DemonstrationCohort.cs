using CtVlm.MLNet.Dicom;
using CtVlm.MLNet.Phantoms;
using CtVlm.MLNet.Torch;
using TorchSharp;

namespace CtVlm.MLNet.Tests;

/// <summary>Embeds synthetic patients with the demonstration encoder and with a network of its sizes that was not trained.</summary>
internal static class DemonstrationCohort
{
    /// <summary>Width of a vector.</summary>
    public const int Width = 128;

    private const int Slices = 16;

    private static readonly ClipEncoderSize s_size = new() { ImageSize = 144, PatchSize = 8, Width = 192, Layers = 4, Heads = 4, ProjectedWidth = Width };

    public static IReadOnlyList<DemonstrationRow> Embed(VlmEncoder trained, int seed, int patients)
    {
        using EncoderLease<IVisionEncoder> vision = trained.AcquireVision(torch.CPU), start = VlmEncoder.FromSeed(1, s_size).AcquireVision(torch.CPU);
        using CtRenderer renderer = new(CtRendering.EnterographyRgb(), trained.Vision.Preprocessing, torch.CPU);
        using IDisposable mode = torch.inference_mode();
        return [.. Enumerable.Range(0, patients).Select(i => Embed(PhantomPatient.Generate(seed, i, new PhantomOptions { SeriesPerPatient = 1 }), renderer, vision.Encoder, start.Encoder))];
    }

    private static DemonstrationRow Embed(PhantomPatient patient, CtRenderer renderer, IVisionEncoder vision, IVisionEncoder start)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using CtVolume volume = patient.Series[0].ToVolume();
        int area = volume.Rows * volume.Columns;
        IReadOnlyList<int> chosen = SliceSelection.Uniform(Slices).GetIndices(volume.SliceCount, volume.Geometry.SpacingMm[0]);
        float[] hu = new float[chosen.Count * area];
        foreach ((int i, int z) in chosen.Index())
        {
            volume.ReadSlice(z, hu.AsSpan(i * area, area));
        }

        torch.Tensor pixels = renderer.Render(hu, chosen.Count, volume.Rows, volume.Columns);
        return new DemonstrationRow
        {
            PatientId = patient.Id,
            Severity = (int)patient.Severity,
            Trained = Mean(vision.Encode(pixels, EmbeddingPoint.Projected)),
            Untrained = Mean(start.Encode(pixels, EmbeddingPoint.Projected)),
            MeanHu = [(float)patient.Series[0].Hu.Average(value => (double)value)],
        };
    }

    private static float[] Mean(torch.Tensor vectors)
    {
        float[] mean = new float[Width];
        SlicePooling.Mean().Pool([.. vectors.data<float>()], Width, mean);
        return mean;
    }
}
