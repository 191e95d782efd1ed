namespace CtVlm.MLNet.Torch;

/// <summary>Writes every tensor of a checkpoint into one safetensors file, whatever format and number of files it came in.</summary>
internal static class CheckpointCopy
{
    /// <summary>Writes the file under the name that the checkpoint's layout has for it.</summary>
    /// <param name="weights">The tensors; those that are stored, whatever is laid over them.</param>
    /// <param name="folder">Where the file goes.</param>
    /// <returns>Its full path.</returns>
    public static string Write(Checkpoint weights, string folder)
    {
        bool isOpenClip = CheckpointFiles.OpenClip.Contains(Path.GetFileName(weights.Paths[0]));
        string path = Path.Combine(folder, isOpenClip ? CheckpointFiles.OpenClip[0] : Checkpoint.FileName);
        string[] names = [.. weights.Names];
        using SafetensorsWriter writer = SafetensorsWriter.Create(path, [.. names.Select(n => new SafetensorsTensor(n, weights.Find(n)!.Type, weights.Find(n)!.Shape))]);
        foreach (string name in names)
        {
            weights.ReadBytes(name, piece => writer.WriteBytes(name, piece));
        }

        writer.Complete();
        return path;
    }
}
