namespace CtVlm.MLNet.Torch;

/// <summary>What a saved model keeps of its encoder: enough to find it again and to be sure that it is the same.</summary>
/// <param name="Kind">"folder", "folder-with-options", "seed" or "adapted".</param>
/// <param name="Name">The encoder's short name.</param>
/// <param name="Location">The folder's full path, or the JSON description of a folder with options, of a seed, or of the encoder below what is adapted.</param>
/// <param name="Hash">SHA-256 over tensors and configuration, lower-case hex.</param>
internal sealed record EncoderReference(string Kind, string Name, string Location, string Hash);
