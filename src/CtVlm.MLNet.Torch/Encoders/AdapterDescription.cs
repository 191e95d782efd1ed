namespace CtVlm.MLNet.Torch;

/// <summary>An adapter, as saved models keep it in JSON.</summary>
/// <param name="Name">Its short name.</param>
/// <param name="Folder">Full path of its folder.</param>
/// <param name="Hash">SHA-256 over its tensors and configuration, lower-case hex.</param>
internal sealed record AdapterDescription(string Name, string Folder, string Hash);
