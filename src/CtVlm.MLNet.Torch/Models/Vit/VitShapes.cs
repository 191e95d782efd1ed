namespace CtVlm.MLNet.Torch;

/// <summary>Reads the sizes of a vision transformer off the shapes of its tensors.</summary>
/// <remarks>
/// Three things cannot be seen there and follow timm's habits: heads of width 64, GELU by the error function, and an epsilon of 1e-6, or of
/// 1e-5 where a norm comes before the blocks, as in the CLIP models.
/// </remarks>
internal static class VitShapes
{
    private const int HeadWidth = 64;
    private const int MaximumLayers = 1024;

    /// <summary>The sizes of the transformer whose tensors have a prefix.</summary>
    /// <param name="weights">The checkpoint; names and shapes are read, no values.</param>
    /// <param name="prefix">What comes before "patch_embed" in its names; "" at the root.</param>
    /// <param name="heads">Number of attention heads where it is known; null: the width over 64.</param>
    /// <exception cref="WeightsException">The tensors are not those of a vision transformer, or the number of heads cannot be told.</exception>
    public static VitConfig Read(Checkpoint weights, string prefix, int? heads)
    {
        IReadOnlyList<long> patch = Shape(weights, $"{prefix}patch_embed.proj.weight", 4);
        IReadOnlyList<long> first = Shape(weights, $"{prefix}blocks.0.mlp.fc1.weight", 2);
        IReadOnlyList<long> second = Shape(weights, $"{prefix}blocks.0.mlp.fc2.weight", 2);
        bool hasClassToken = weights.Find($"{prefix}cls_token") is not null;
        int registers = weights.Find($"{prefix}reg_token") is null ? 0 : Checked(Shape(weights, $"{prefix}reg_token", 3)[1]);
        (int grid, bool patchesOnly) = ReadGrid(weights, $"{prefix}pos_embed", registers + (hasClassToken ? 1 : 0));
        bool hasPreNorm = weights.Find($"{prefix}norm_pre.weight") is not null;
        int width = Checked(patch[0]);
        return new VitConfig
        {
            Width = width,
            InnerWidth = Checked(first[0]),
            Layers = CountLayers(weights, prefix),
            Heads = heads ?? GuessHeads(weights, width),
            ImageSize = checked(grid * Checked(patch[2])),
            PatchSize = Checked(patch[2]),
            HasClassToken = hasClassToken,
            RegisterTokens = registers,
            PositionsForPatchesOnly = patchesOnly,
            HasQkvBias = weights.Find($"{prefix}blocks.0.attn.qkv.bias") is not null,
            HasLayerScale = weights.Find($"{prefix}blocks.0.ls1.gamma") is not null,
            HasPreNorm = hasPreNorm,
            NormsAfterPooling = weights.Find($"{prefix}fc_norm.weight") is not null,
            Pooling = hasClassToken ? VitPooling.Token : VitPooling.Average,
            IsGated = first[0] == 2 * second[1],
            Epsilon = hasPreNorm ? 1e-5 : 1e-6,
        };
    }

    private static int CountLayers(Checkpoint weights, string prefix)
    {
        int layers = Enumerable.Range(0, MaximumLayers).TakeWhile(i => weights.Find($"{prefix}blocks.{i}.norm1.weight") is not null).Count();
        return layers > 0 ? layers : throw Unlike(weights, $"{prefix}blocks.0.norm1.weight", "a norm", "no such tensor");
    }

    private static int GuessHeads(Checkpoint weights, int width) => width % HeadWidth == 0
        ? width / HeadWidth
        : throw new WeightsException($"Checkpoint {weights.Location}: the number of attention heads cannot be seen in the tensors, and width {width} is not a multiple of {HeadWidth}, the usual width of a head. Name it as num_heads in the model_args of the configuration.");

    private static (int Grid, bool PatchesOnly) ReadGrid(Checkpoint weights, string name, int prefixTokens)
    {
        IReadOnlyList<long> shape = Shape(weights, name, 3);
        long positions = shape[1];
        return (Root(positions - prefixTokens), Root(positions)) switch
        {
            (int grid, _) => (grid, false),
            (null, int grid) => (grid, true),
            _ => throw Unlike(weights, name, $"[1, positions, width], positions a square number or {prefixTokens} more", $"[{string.Join(", ", shape)}]"),
        };
    }

    private static int? Root(long square)
    {
        int root = square is > 0 and <= 1 << 24 ? (int)Math.Round(Math.Sqrt(square)) : 0;
        return root > 0 && (long)root * root == square ? root : null;
    }

    private static IReadOnlyList<long> Shape(Checkpoint weights, string name, int dimensions)
    {
        TensorEntry? entry = weights.Find(name);
        return entry is not null && entry.Shape.Count == dimensions && entry.Shape.All(length => length is > 0 and <= 1 << 24)
            ? entry.Shape
            : throw Unlike(weights, name, $"a tensor of {dimensions} dimensions", entry is null ? "no such tensor" : entry.ShapeText);
    }

    private static int Checked(long length) => checked((int)length);

    private static WeightsException Unlike(Checkpoint weights, string name, string expected, string got) =>
        new($"Checkpoint {weights.Location}: not the tensors of a vision transformer: '{name}' must be {expected}, got {got}. Check that the configuration and the weights belong together.");
}
