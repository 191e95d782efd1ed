using System.Text.Json;
using CtVlm.MLNet.Tests;
using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

public sealed class LoraPlanTests
{
    public LoraPlanTests() => TorchRuntime.EnsureLoaded();

    [Theory]
    [InlineData("hf-clip", "v8b2_t4b1", "v8b2_t4b1a6")]
    [InlineData("hf-clip", "attn_all", "v4_t4")]
    [InlineData("hf-clip", "rslora_qv", "v6a12_t6a12_rs@q_proj,v_proj")]
    [InlineData("biomedclip", "v8b2_t8b1", "v8b2_t8b1@attn.qkv,attn.proj,self.query,self.key,self.value")]
    public void Load_Preset_AdaptsTheModulesThatPeftAdapted(string folder, string golden, string preset)
    {
        using AdaptableEncoder encoder = Load(VlmEncoder.FromFolder(GoldenFiles.Path(folder)), TrainableParts.Adapters(LoraOptions.Parse(preset)));
        using JsonDocument cases = JsonDocument.Parse(File.ReadAllBytes(GoldenFiles.Path("lora", folder, golden, "cases.json")));
        Assert.Equal(cases.RootElement.GetProperty("adapted_modules").EnumerateArray().Select(m => m.GetString()), encoder.Branches.Select(b => b.Form.Module));
        Assert.All(encoder.Branches, b => Assert.Equal(cases.RootElement.GetProperty("scaling").GetProperty(b.Form.Module).GetDouble(), b.Form.Scaling, 1e-12));
        Assert.Equal(2 * encoder.Branches.Count, encoder.Parameters.Count);
        Assert.Equal(encoder.Parameters.Select(p => p.Name).Order(StringComparer.Ordinal), encoder.Parameters.Select(p => p.Name));
        Assert.All(encoder.Parameters, p => Assert.True(p.Parameter.requires_grad));
    }

    [Theory]
    [InlineData("biomedclip", "v8b1_t8b1", 2 + 4)]
    [InlineData("hf-siglip", "v8b1", 4)]
    [InlineData("hf-siglip", "v8b1_t4b1@fc1,fc2", 4)]
    [InlineData("image-only/timm-vit-cls", "v8b1", 2)]
    [InlineData("image-only/timm-dinov2-reg4", "v8b1@qkv", 1)]
    [InlineData("image-only/hf-dinov2", "v8b1", 4)]
    [InlineData("open_clip-native", "v8b1_t8b1@out_proj,c_fc,c_proj", 6)]
    [InlineData("open_clip-native", "t8b1@attn.out_proj", 1)]
    [InlineData("biomedclip", "v8b1_t8b1@qkv,query", 2)]
    public void Load_OtherFamilies_AdaptsTheirMaps(string folder, string preset, int modules)
    {
        using AdaptableEncoder encoder = Load(VlmEncoder.FromFolder(GoldenFiles.Path(folder.Split('/'))), TrainableParts.Adapters(LoraOptions.Parse(preset)));
        Assert.Equal(modules, encoder.Branches.Count);
    }

    [Theory]
    [InlineData("open_clip-native", "v8b1", "'visual.transformer.resblocks.2.attn.in_proj_weight' of the vision tower holds the maps to queries, keys and values in one parameter", "Name attn.out_proj, mlp.c_fc, mlp.c_proj as TargetModules")]
    [InlineData("open_clip-native", "t8b1@in_proj", "of the text tower holds the maps", "take the model in the Hugging Face layout")]
    [InlineData("hf-clip", "v8b4", "The last 4 blocks of the vision tower were asked for, but it has 3", "Ask for 3 or fewer")]
    [InlineData("hf-clip", "v8@qkv", "the vision tower's blocks have no linear map qkv", "They have mlp.fc1, mlp.fc2, self_attn.k_proj, self_attn.out_proj, self_attn.q_proj, self_attn.v_proj")]
    [InlineData("hf-clip", "v8_t8@qkv", "the vision tower's blocks have no linear map qkv", "Name some of these as TargetModules")]
    public void Load_WhatATowerHasNot_SaysWhatItHas(string folder, string preset, string expected, string alsoExpected)
    {
        WeightsException e = Assert.Throws<WeightsException>(() => Load(VlmEncoder.FromFolder(GoldenFiles.Path(folder)), TrainableParts.Adapters(LoraOptions.Parse(preset))).Dispose());
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.Contains(alsoExpected, e.Message, StringComparison.Ordinal);
    }

    private static AdaptableEncoder Load(VlmEncoder encoder, TrainableParts parts) => AdaptableEncoder.Load(encoder, parts, 1, new ModelLoadOptions(torch.CPU));
}
