using System.Numerics.Tensors;
using CtVlm.MLNet.Phantoms;
using CtVlm.MLNet.Torch;
using TorchSharp;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace TrainDemonstration;

/// <summary>Makes patients and embeds their slices.</summary>
/// <param name="untrained">The network before training.</param>
/// <param name="slices">Slices of a volume, evenly spaced.</param>
internal sealed class CohortEmbedder(VlmEncoder untrained, int slices)
{
    private const int PatientsAtOnce = 8;

    /// <summary>Makes patients; their rows have the untrained network's vectors.</summary>
    public List<PreparedPatient> Prepare(int seed, int count, PhantomOptions options)
    {
        using EncoderLease<IVisionEncoder> vision = untrained.AcquireVision(CPU);
        using CtRenderer renderer = new(CtRendering.EnterographyRgb(), untrained.Vision.Preprocessing, CPU);
        using IDisposable mode = inference_mode();
        List<PreparedPatient> prepared = [];
        for (int first = 0; first < count; first += PatientsAtOnce)
        {
            PhantomPatient[] patients = new PhantomPatient[Math.Min(PatientsAtOnce, count - first)];
            int offset = first;
            Parallel.For(0, patients.Length, i => patients[i] = PhantomPatient.Generate(seed, offset + i, options));
            foreach (PhantomPatient patient in patients)
            {
                short[] hu = Choose(patient.Series[0]);
                EvaluationRow row = EvaluationRow.Of(patient);
                row.Untrained = Embed(hu, renderer, vision.Encoder);
                prepared.Add(new PreparedPatient(row, hu));
            }
        }

        return prepared;
    }

    /// <summary>Embeds patients and their reports with an encoder.</summary>
    /// <returns>The rows, complete.</returns>
    public List<EvaluationRow> Embed(VlmEncoder encoder, IReadOnlyList<PreparedPatient> patients)
    {
        using EncoderLease<IVisionEncoder> vision = encoder.AcquireVision(CPU);
        using EncoderLease<ITextEncoder> text = encoder.AcquireText(CPU);
        using CtRenderer renderer = new(CtRendering.EnterographyRgb(), encoder.Vision.Preprocessing, CPU);
        using IDisposable mode = inference_mode();
        List<EvaluationRow> rows = [];
        foreach ((EvaluationRow row, short[] hu) in patients)
        {
            row.Image = Embed(hu, renderer, vision.Encoder);
            using Tensor report = text.Encoder.Encode([row.ReportText]);
            row.Report = [.. report.data<float>()];
            row.DiseasedReport = row.Severity == 0 ? [.. Enumerable.Repeat(float.NaN, row.Report.Length)] : row.Report;
            rows.Add(row);
        }

        return rows;
    }

    private short[] Choose(PhantomSeries series)
    {
        int area = series.Rows * series.Columns;
        return [.. SliceSelection.Uniform(slices).GetIndices(series.SliceCount, series.Geometry.SpacingMm[0]).SelectMany(z => series.Hu.AsSpan(z * area, area).ToArray())];
    }

    private float[] Embed(short[] slicesHu, CtRenderer renderer, IVisionEncoder encoder)
    {
        using DisposeScope scope = NewDisposeScope();
        float[] hu = new float[slicesHu.Length];
        TensorPrimitives.ConvertTruncating<short, float>(slicesHu, hu);
        int side = (int)Math.Sqrt(hu.Length / slices);
        Tensor vectors = encoder.Encode(renderer.Render(hu, slices, side, side), EmbeddingPoint.Projected); // (S, 3, H, W) -> (S, P)
        float[] mean = new float[vectors.shape[1]];
        SlicePooling.Mean().Pool([.. vectors.data<float>()], mean.Length, mean);
        return mean;
    }
}
