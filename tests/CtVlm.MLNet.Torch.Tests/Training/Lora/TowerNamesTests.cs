using CtVlm.MLNet.Tests;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>The names of every family's checkpoints, sorted into what stands before the blocks, the blocks, the final norm, and the projection.</summary>
public sealed class TowerNamesTests
{
    [Theory]
    [InlineData("hf-clip", 5, "vision_model.post_layernorm.bias vision_model.post_layernorm.weight text_model.final_layer_norm.bias text_model.final_layer_norm.weight", "text_projection.weight visual_projection.weight", 7)]
    [InlineData("open_clip-native", 5, "ln_final.bias ln_final.weight visual.ln_post.bias visual.ln_post.weight", "text_projection visual.proj", 7)]
    [InlineData("biomedclip", 5, "visual.trunk.norm.bias visual.trunk.norm.weight", "text.proj.0.weight text.proj.2.weight visual.head.proj.weight", 10)]
    [InlineData("image-only/timm-dinov2-reg4", 2, "norm.bias norm.weight", "", 5)]
    [InlineData("image-only/timm-vit-avg", 2, "fc_norm.bias fc_norm.weight", "", 4)]
    [InlineData("image-only/hf-dinov2", 2, "layernorm.bias layernorm.weight", "", 5)]
    public void Names_OfAFamily_AreSorted(string folder, int blocks, string final, string projection, int before)
    {
        using Checkpoint weights = Checkpoint.OpenFolder(GoldenFiles.Path(folder.Split('/')));
        string[] names = [.. weights.Names.Except(LoraScale.Names)];
        string[] outside = [.. names.Where(n => TowerNames.FindBlock(n) is null)];
        Assert.Equal(blocks, names.Select(TowerNames.FindBlock).OfType<BlockName>().Select(b => (b.Head, b.Number)).Distinct().Count());
        Assert.Equal(projection.Split(' ', StringSplitOptions.RemoveEmptyEntries), outside.Where(TowerNames.IsProjection).Order(StringComparer.Ordinal));
        Assert.Equal(before, outside.Count(TowerNames.IsBeforeBlocks));
        Assert.Equal(final.Split(' ').Order(StringComparer.Ordinal), outside.Where(n => !TowerNames.IsProjection(n) && !TowerNames.IsBeforeBlocks(n)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void IsProjection_OfSiglip_IsTheHeads()
    {
        using Checkpoint weights = Checkpoint.OpenFolder(GoldenFiles.Path("hf-siglip"));
        string[] heads = [.. weights.Names.Where(TowerNames.IsProjection)];
        Assert.Equal(13, heads.Length);
        Assert.All(heads, n => Assert.Contains("_model.head.", n, StringComparison.Ordinal));
    }

    [Fact]
    public void FindBlock_OfNames_SplitsAtTheNumber()
    {
        Assert.Equal(new BlockName("vision_model.encoder.layers.", 11, ".self_attn.q_proj"), TowerNames.FindBlock("vision_model.encoder.layers.11.self_attn.q_proj"));
        Assert.Equal(new BlockName("blocks.", 0, ".attn.qkv.weight"), TowerNames.FindBlock("blocks.0.attn.qkv.weight"));
        Assert.Null(TowerNames.FindBlock("text.proj.0.weight"));
        Assert.True(TowerNames.IsAttention(TowerNames.FindBlock("encoder.layer.0.attention.output.dense")!));
        Assert.False(TowerNames.IsAttention(TowerNames.FindBlock("encoder.layer.0.output.dense")!));
    }
}
