namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Writes a checkpoint of tensors that a test makes of golden ones.</summary>
internal static class RewrittenWeights
{
    /// <summary>One tensor to write.</summary>
    public sealed record Item(string Name, IReadOnlyList<long> Shape, float[] Values);

    /// <summary>Every tensor of a golden checkpoint, as floats.</summary>
    public static IReadOnlyList<Item> Read(string path)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        return [.. file.Entries.Select(e => new Item(e.Name, e.Shape, file.ReadFloat32(e.Name)))];
    }

    /// <summary>Writes tensors to a file.</summary>
    public static void Write(string path, IEnumerable<Item> items)
    {
        Item[] all = [.. items];
        using SafetensorsWriter writer = SafetensorsWriter.Create(path, [.. all.Select(i => new SafetensorsTensor(i.Name, SafetensorsType.Float32, i.Shape))]);
        foreach (Item item in all)
        {
            writer.Write(item.Name, item.Values);
        }

        writer.Complete();
    }

    /// <summary>A part of a tensor's rows.</summary>
    public static Item Rows(Item item, string name, int part, int parts)
    {
        int length = item.Values.Length / parts;
        return new Item(name, [item.Shape[0] / parts, .. item.Shape.Skip(1)], item.Values[(part * length)..((part + 1) * length)]);
    }
}
