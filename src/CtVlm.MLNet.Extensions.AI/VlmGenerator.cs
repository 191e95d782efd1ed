using System.Numerics.Tensors;
using CtVlm.MLNet.Torch;
using Microsoft.Extensions.AI;
using Microsoft.ML;
using TorchSharp;

namespace CtVlm.MLNet.Extensions.AI;

/// <summary>What the generators share: metadata, checks, one worker call a request, weights that stay loaded between calls.</summary>
/// <remarks>Calls of several threads run side by side, and take turns at the encoder. A call that is under way when the generator is disposed ends well.</remarks>
internal abstract class VlmGenerator<TInput> : IEmbeddingGenerator<TInput, Embedding<float>>
    where TInput : class
{
    private const string Provider = "CtVlm.MLNet";

    private readonly bool _isNormalized;
    private readonly EmbeddingGeneratorMetadata _metadata;
    private readonly Lock _lock = new();
    private IDisposable? _keepLoaded;
    private bool _isDisposed;

    protected VlmGenerator(VlmEncoder encoder, int width, bool isNormalized, MLContext? context)
    {
        Encoder = encoder;
        Width = width;
        Settings = RuntimeSettings.From(context ?? new MLContext());
        _isNormalized = isNormalized;
        _metadata = new EmbeddingGeneratorMetadata(Provider, defaultModelId: encoder.Name, defaultModelDimensions: width);
    }

    protected VlmEncoder Encoder { get; }

    protected int Width { get; }

    protected RuntimeSettings Settings { get; }

    /// <summary>One embedding a value, in order.</summary>
    /// <exception cref="ArgumentException">A value is null, or the options ask for another model or width than this generator has.</exception>
    /// <exception cref="ObjectDisposedException">The generator was disposed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<TInput> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        TInput[] all = [.. values];
        if (Array.IndexOf(all, null) is >= 0 and int index)
        {
            throw new ArgumentException($"Value {index} is null.", nameof(values));
        }

        CheckOptions(options);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return all.Length == 0
            ? Task.FromResult(new GeneratedEmbeddings<Embedding<float>>())
            : Task.Run(() => Run(all, cancellationToken), cancellationToken);
    }

    /// <summary>The metadata, the encoder, or the generator itself; null for another type or any key.</summary>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(EmbeddingGeneratorMetadata) ? _metadata
            : serviceType == typeof(VlmEncoder) ? Encoder
            : serviceType.IsInstanceOfType(this) ? this
            : null;
    }

    /// <summary>Releases the weights; idempotent.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _keepLoaded?.Dispose();
            _keepLoaded = null;
        }
    }

    /// <summary>Takes a share of the tower, so that it stays loaded.</summary>
    protected abstract IDisposable Acquire(torch.Device device);

    /// <summary>The embeddings of one or more values, on the caller's thread.</summary>
    protected abstract GeneratedEmbeddings<Embedding<float>> Generate(TInput[] values, CancellationToken cancellationToken);

    /// <summary>An embedding with its model and time, of unit length if that is asked for. Keeps the array.</summary>
    protected Embedding<float> Create(float[] vector, DateTimeOffset createdAt)
    {
        if (_isNormalized)
        {
            TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
        }

        return new Embedding<float>(vector) { ModelId = Encoder.Name, CreatedAt = createdAt };
    }

    private GeneratedEmbeddings<Embedding<float>> Run(TInput[] values, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _keepLoaded ??= Acquire(Settings.Device);
        }

        using CancellationTokenSource linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Settings.Options.CancellationToken);
        try
        {
            return Generate(values, linked.Token);
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
        {
            // The task counts as cancelled only if it names the caller's token.
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
    }

    private void CheckOptions(EmbeddingGenerationOptions? options)
    {
        if (options?.ModelId is { } model && model != Encoder.Name)
        {
            throw new ArgumentException($"This generator holds the model '{Encoder.Name}', the options ask for '{model}'. Leave ModelId out, or make a generator of that encoder.", nameof(options));
        }

        if (options?.Dimensions is { } dimensions && dimensions != Width)
        {
            throw new ArgumentException($"Embeddings of '{Encoder.Name}' have {Width} values here, the options ask for {dimensions}. Leave Dimensions out; ProjectEmbeddings makes shorter vectors.", nameof(options));
        }
    }
}
