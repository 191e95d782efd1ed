namespace CtVlm.MLNet.Torch;

/// <summary>What a user may change about an encoder's folder; all of it is part of the encoder's identity and hash.</summary>
public sealed record VlmEncoderOptions
{
    /// <summary>Side of the square input, pixels, a multiple of the model's patch size: position embeddings are interpolated to it.</summary>
    /// <value>Null: the size the model was made for.</value>
    public int? ImageSize { get; init; }

    /// <summary>A folder with adapter_config.json and adapter_model.safetensors, as PEFT writes them; merged into the weights when they are loaded.</summary>
    /// <value>Null: no adapter.</value>
    public string? AdapterFolder { get; init; }
}
