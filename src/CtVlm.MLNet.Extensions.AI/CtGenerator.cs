using CtVlm.MLNet.Dicom;
using CtVlm.MLNet.Torch;
using Microsoft.Extensions.AI;
using Microsoft.ML;
using Microsoft.ML.Data;
using TorchSharp;

namespace CtVlm.MLNet.Extensions.AI;

/// <summary>Embeds CT volumes through the verbs EmbedCt and PoolEmbeddings: batching and the cache are theirs.</summary>
internal sealed class CtGenerator : VlmGenerator<CtVolume>
{
    private const string Slices = nameof(Slices);
    private const string Pooled = nameof(Pooled);

    private readonly CtGeneratorOptions _options;
    private readonly MLContext? _context;

    public CtGenerator(VlmEncoder encoder, CtGeneratorOptions options)
        : base(encoder, options.Pooling.GetOutputWidth(encoder.Vision.GetWidth(options.Point)), options.IsNormalized, options.Context)
    {
        _options = options;
        _context = options.Context;
    }

    protected override IDisposable Acquire(torch.Device device) => Encoder.AcquireVision(device, Settings.Precision);

    protected override GeneratedEmbeddings<Embedding<float>> Generate(CtVolume[] values, CancellationToken cancellationToken)
    {
        // A context of the call's own: contexts promise nothing to threads that share them.
        var ml = new MLContext { GpuDeviceId = _context?.GpuDeviceId, FallbackToCpu = _context?.FallbackToCpu ?? true };
        IDataView volumes = ml.Data.LoadFromEnumerable(values.Select(v => new VolumeRow { Volume = v }));
        ITransformer model = CreatePipeline(ml, cancellationToken).Fit(volumes);
        using IDisposable? weights = model as IDisposable;
        GeneratedEmbeddings<Embedding<float>> embeddings = new(values.Length);
        DateTimeOffset createdAt = DateTimeOffset.UtcNow;
        foreach (float[] vector in model.Transform(volumes).GetColumn<float[]>(Pooled))
        {
            cancellationToken.ThrowIfCancellationRequested();
            embeddings.Add(Create(vector, createdAt));
        }

        return embeddings;
    }

    private IEstimator<ITransformer> CreatePipeline(MLContext ml, CancellationToken cancellationToken) => ml.Transforms
        .EmbedCt(new EmbedCtOptions
        {
            OutputColumnName = Slices,
            InputColumnName = nameof(VolumeRow.Volume),
            Encoder = Encoder,
            Rendering = _options.Rendering,
            Point = _options.Point,
            Runtime = Settings.Options with { CancellationToken = cancellationToken },
        })
        .Append(ml.Transforms.PoolEmbeddings(Pooled, Slices, _options.Pooling));
}
