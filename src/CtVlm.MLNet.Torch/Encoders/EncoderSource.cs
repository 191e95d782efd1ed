namespace CtVlm.MLNet.Torch;

/// <summary>Where an encoder's configuration and weights come from.</summary>
internal abstract class EncoderSource
{
    public abstract string Name { get; }

    public abstract VisionEncoderInfo? Vision { get; }

    public abstract int? TextWidth { get; }

    public virtual bool HasFusion => false;

    public abstract string GetHash();

    public abstract IVisionEncoder LoadVision(ModelLoadOptions options);

    public abstract ITextEncoder LoadText(ModelLoadOptions options);

    public virtual IFusionEncoder LoadFusion(ModelLoadOptions options) => throw new InvalidOperationException($"Encoder '{Name}' does not read images and texts together.");

    /// <summary>How images and texts are compared; null when the towers do not share a space. May read single numbers of the weights.</summary>
    public abstract EncoderSimilarity? ReadSimilarity();

    public abstract EncoderReference ToReference();

    /// <summary>The linear maps of its towers, by the checkpoint's names. Reads no weights.</summary>
    /// <exception cref="InvalidOperationException">The encoder is made by code.</exception>
    public virtual LinearMaps FindLinearMaps() => throw new InvalidOperationException($"Encoder '{Name}' is made by code, whose parameters are not known. Use {nameof(VlmEncoder)}.{nameof(VlmEncoder.FromFolder)}.");

    /// <summary>Copies every file that it needs into a folder, from which <see cref="EncoderFinder.OpenCopy"/> makes it again.</summary>
    /// <returns>False where it needs none: then nothing was copied.</returns>
    public virtual bool CopyFiles(string folder) => false;
}
