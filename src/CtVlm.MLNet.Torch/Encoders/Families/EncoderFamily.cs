namespace CtVlm.MLNet.Torch;

/// <summary>Knows one family of encoders by its files.</summary>
internal abstract class EncoderFamily
{
    /// <summary>Name and files of the family, for messages: "CLIP (config.json with model_type clip, ...)".</summary>
    public abstract string Description { get; }

    /// <summary>Whether a folder is one of this family. Reads the configuration file at most.</summary>
    public abstract bool Recognizes(EncoderFolder folder);

    /// <summary>Reads the configuration; no weights, at most the names and shapes of the tensors.</summary>
    /// <exception cref="WeightsException">Files are missing, or the configuration is not supported.</exception>
    public abstract EncoderModel Open(EncoderFolder folder, VlmEncoderOptions options);
}
