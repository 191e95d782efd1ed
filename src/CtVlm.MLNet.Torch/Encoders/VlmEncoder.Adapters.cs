namespace CtVlm.MLNet.Torch;

/// <content>Encoders with changes in memory.</content>
public sealed partial class VlmEncoder
{
    /// <summary>Where the encoder comes from.</summary>
    internal EncoderSource Source => _source;

    /// <summary>The encoder with a LoRA adapter. Reads the adapter now; a saved pipeline holds it, so that its folder is no longer needed.</summary>
    /// <param name="adapterFolder">A folder with adapter_config.json and adapter_model.safetensors, as PEFT or <see cref="SaveAdapter"/> wrote them.</param>
    /// <returns>The encoder with its own name and hash; this one stays as it is. A training may go on with the adapter, see <see cref="TrainableParts.CarriedAdapters"/>.</returns>
    /// <exception cref="WeightsException">The files are missing or not supported, or the adapter does not fit; every difference is in the message.</exception>
    /// <exception cref="InvalidOperationException">The encoder is made by code.</exception>
    public VlmEncoder WithAdapter(string adapterFolder)
    {
        ArgumentException.ThrowIfNullOrEmpty(adapterFolder);
        LoraAdapter adapter = LoraAdapter.Open(adapterFolder);
        return new VlmEncoder(new AdaptedEncoderSource(_source, adapter.ReadOver(_source.FindLinearMaps()), $"{Name}-{adapter.Name}"));
    }

    /// <summary>The same encoder, whose weights and files a saved pipeline holds: it then loads where the encoder's folder is not.</summary>
    /// <returns>The encoder with the same name and hash. One that is made from a seed needs no files, and changes nothing of what is saved.</returns>
    public VlmEncoder WithEmbeddedWeights() => new(_source is AdaptedEncoderSource adapted
        ? new AdaptedEncoderSource(adapted.Base, adapted.Weights, adapted.Name, embedsBase: true)
        : new AdaptedEncoderSource(_source, AdaptedWeights.None, embedsBase: true));

    /// <summary>Writes the adapter that the encoder carries as PEFT does; the folder is there whole or not at all, and an adapter that is there is replaced.</summary>
    /// <param name="folder">A new folder, or one of an adapter.</param>
    /// <exception cref="InvalidOperationException">The encoder carries no adapter, or other changes too that PEFT's format cannot hold.</exception>
    /// <exception cref="IOException">The folder holds other files, or cannot be written.</exception>
    public void SaveAdapter(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (_source is not AdaptedEncoderSource { Base: EncoderSource baseSource, Weights: AdaptedWeights weights } || weights.Lora.Count == 0)
        {
            throw Lacks("no adapter in memory", $"one that a training gave, or of {nameof(WithAdapter)}");
        }

        if (baseSource is AdaptedEncoderSource { Weights.IsEmpty: false })
        {
            throw new InvalidOperationException($"Encoder '{Name}' carries an adapter over an encoder that is changed itself, which PEFT's format cannot hold. Save a pipeline with the encoder instead.");
        }

        PeftFolder.Write(folder, weights, baseSource.Name);
    }

    /// <summary>An encoder of a saved model.</summary>
    /// <param name="reference">What the model keeps of it.</param>
    /// <param name="weights">The changes that the model holds.</param>
    /// <param name="baseSource">The encoder below them.</param>
    /// <param name="embedsBase">Whether the model held its files.</param>
    /// <exception cref="WeightsException">It is another encoder than the one that was saved.</exception>
    internal static VlmEncoder FromChanges(EncoderReference reference, AdaptedWeights weights, EncoderSource baseSource, bool embedsBase)
    {
        AdaptedEncoderSource source = new(baseSource, weights, reference.Name, embedsBase);
        return source.GetHash() == reference.Hash
            ? new VlmEncoder(source)
            : throw new WeightsException($"Encoder '{reference.Name}': the changes that the model file holds are not those that were saved. The file is damaged; save the model again.");
    }
}
