using System.Numerics.Tensors;
using CtVlm.MLNet.Dicom;
using CtVlm.MLNet.Phantoms;
using CtVlm.MLNet.Torch;
using TorchSharp;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace TrainDemonstration;

/// <summary>Makes patients and embeds them with the trained and with the untrained network; images are not kept.</summary>
/// <param name="trained">The encoder.</param>
/// <param name="untrained">The network before training.</param>
/// <param name="slices">Slices of a volume, evenly spaced.</param>
internal sealed class CohortEmbedder(VlmEncoder trained, VlmEncoder untrained, int slices)
{
    private const int PatientsAtOnce = 8;

    /// <summary>Rows of the patients of a seed.</summary>
    public List<EvaluationRow> Embed(int seed, int count, PhantomOptions options)
    {
        using EncoderLease<IVisionEncoder> vision = trained.AcquireVision(CPU), start = untrained.AcquireVision(CPU);
        using EncoderLease<ITextEncoder> text = trained.AcquireText(CPU);
        using CtRenderer renderer = new(CtRendering.EnterographyRgb(SliceSelection.Uniform(slices)), trained.Vision.Preprocessing, CPU);
        using IDisposable mode = inference_mode();
        List<EvaluationRow> rows = [];
        for (int first = 0; first < count; first += PatientsAtOnce)
        {
            PhantomPatient[] patients = new PhantomPatient[Math.Min(PatientsAtOnce, count - first)];
            int offset = first;
            Parallel.For(0, patients.Length, i => patients[i] = PhantomPatient.Generate(seed, offset + i, options));
            foreach (PhantomPatient patient in patients)
            {
                using DisposeScope scope = NewDisposeScope();
                rows.Add(Embed(patient, renderer, vision.Encoder, start.Encoder, text.Encoder));
            }
        }

        return rows;
    }

    private EvaluationRow Embed(PhantomPatient patient, CtRenderer renderer, IVisionEncoder vision, IVisionEncoder start, ITextEncoder text)
    {
        EvaluationRow row = EvaluationRow.Of(patient);
        Tensor pixels = Render(patient.Series[0], renderer);
        row.Image = Mean(vision.Encode(pixels, EmbeddingPoint.Projected));
        row.Untrained = Mean(start.Encode(pixels, EmbeddingPoint.Projected));
        row.Report = [.. text.Encode([patient.Report.Text]).data<float>()];
        row.DiseasedReport = patient.Severity == PhantomSeverity.Normal ? [.. Enumerable.Repeat(float.NaN, row.Report.Length)] : row.Report;
        return row;
    }

    private Tensor Render(PhantomSeries series, CtRenderer renderer)
    {
        int area = series.Rows * series.Columns;
        IReadOnlyList<int> chosen = SliceSelection.Uniform(slices).GetIndices(series.SliceCount, series.Geometry.SpacingMm[0]);
        float[] hu = new float[chosen.Count * area];
        foreach ((int i, int z) in chosen.Index())
        {
            TensorPrimitives.ConvertTruncating<short, float>(series.Hu.AsSpan(z * area, area), hu.AsSpan(i * area, area));
        }

        return renderer.Render(hu, chosen.Count, series.Rows, series.Columns);
    }

    private static float[] Mean(Tensor vectors)
    {
        float[] mean = new float[vectors.shape[1]];
        SlicePooling.Mean().Pool([.. vectors.data<float>()], mean.Length, mean);
        return mean;
    }
}
