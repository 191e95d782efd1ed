using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>An encoder folder of a family: what its configuration says, and how its towers are made.</summary>
internal abstract class EncoderModel
{
    /// <summary>What is known of the vision tower; null when there is none.</summary>
    public virtual VisionEncoderInfo? Vision => null;

    /// <summary>Width of text vectors; null when there is no text tower.</summary>
    public virtual int? TextWidth => null;

    /// <summary>Whether the model reads an image and a text together.</summary>
    public virtual bool HasFusion => false;

    /// <summary>Full paths of the files besides the tensors that results depend on, in a fixed order.</summary>
    public abstract IReadOnlyList<string> Files { get; }

    /// <summary>Loads the vision tower; called only where <see cref="Vision"/> says there is one.</summary>
    public virtual IVisionEncoder LoadVision(Checkpoint weights, ModelLoadOptions options) => throw new InvalidOperationException("The model has no vision tower.");

    /// <summary>Loads the text tower; called only where <see cref="TextWidth"/> says there is one.</summary>
    public virtual ITextEncoder LoadText(Checkpoint weights, ModelLoadOptions options) => throw new InvalidOperationException("The model has no text tower.");

    /// <summary>Loads the fusion encoder; called only where <see cref="HasFusion"/>.</summary>
    public virtual IFusionEncoder LoadFusion(Checkpoint weights, ModelLoadOptions options) => throw new InvalidOperationException("The model does not read images and texts together.");

    /// <summary>How the model scores an image and a text; null when its towers do not share a space.</summary>
    public virtual EncoderSimilarity? ReadSimilarity(Checkpoint weights) => null;

    /// <summary>exp of a checkpoint's logit_scale.</summary>
    protected static double ReadScale(Checkpoint weights) => Math.Exp(ReadScalar(weights, "logit_scale"));

    /// <summary>A tensor of one element.</summary>
    /// <exception cref="WeightsException">It is missing, or has another number of elements.</exception>
    protected static double ReadScalar(Checkpoint weights, string name)
    {
        TensorEntry? entry = weights.Find(name);
        if (entry is not { ElementCount: 1 })
        {
            throw new WeightsException($"Checkpoint {weights.Location}: tensor '{name}' must have one element, {(entry is null ? "but is missing" : $"got {entry.ShapeText}")}. Fetch the weights again.");
        }

        TorchRuntime.EnsureLoaded();
        using torch.Tensor value = weights.Read(name);
        using torch.Tensor number = value.to(torch.ScalarType.Float64).view([]);
        return number.ToNumber();
    }
}
