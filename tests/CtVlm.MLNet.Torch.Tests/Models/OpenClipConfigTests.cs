using System.Globalization;
using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>The sizes of open_clip's own configurations, and what is refused.</summary>
public sealed class OpenClipConfigTests
{
    public OpenClipConfigTests() => TorchRuntime.EnsureLoaded();

    private const string Text768 = "{\"context_length\": 77, \"vocab_size\": 49408, \"width\": 768, \"heads\": 12, \"layers\": 12}";

    /// <summary>open_clip's ViT configurations of OpenAI's and LAION's models, with their numbers of parameters.</summary>
    public static TheoryData<string, long> BuiltIn => new()
    {
        { Configuration(512, "{\"image_size\": 224, \"layers\": 12, \"width\": 768, \"patch_size\": 32}", Text(512, 8, 12)), 151_277_313 },
        { Configuration(512, "{\"image_size\": 224, \"layers\": 12, \"width\": 768, \"patch_size\": 16}", Text(512, 8, 12)), 149_620_737 },
        { Configuration(768, "{\"image_size\": 224, \"layers\": 24, \"width\": 1024, \"patch_size\": 14}", Text768), 427_616_513 },
        { Configuration(768, "{\"image_size\": 336, \"layers\": 24, \"width\": 1024, \"patch_size\": 14}", Text768), 427_944_193 },
        { Configuration(1024, "{\"image_size\": 224, \"layers\": 32, \"width\": 1280, \"head_width\": 80, \"patch_size\": 14}", Text(1024, 16, 24)), 986_109_441 },
        { Configuration(1024, "{\"image_size\": 224, \"layers\": 40, \"width\": 1408, \"head_width\": 88, \"mlp_ratio\": 4.3637, \"patch_size\": 14}", Text(1024, 16, 24)), 1_366_678_273 },
        { Configuration(1280, "{\"image_size\": 224, \"layers\": 48, \"width\": 1664, \"head_width\": 104, \"mlp_ratio\": 4.9231, \"patch_size\": 14}", Text(1280, 20, 32)), 2_539_567_105 },
    };

    [Theory]
    [MemberData(nameof(BuiltIn))]
    public void NamedParameters_BuiltInConfiguration_AddUpToThePublishedNumber(string json, long parameters)
    {
        OpenClipConfig config = Read(json);
        string[] tensors = [.. ModelApprovals.List(() => new OpenClipVisionModel(config)), .. ModelApprovals.List(() => new OpenClipTextModel(config))];
        Assert.Equal(parameters, 1 + tensors.Sum(ModelApprovals.CountElements)); // and logit_scale
    }

    [Theory]
    [InlineData(0, "open_clip-vit-b-32")]
    [InlineData(1, "open_clip-vit-b-16")]
    [InlineData(2, "open_clip-vit-l-14")]
    public void NamedParameters_PublishedSize_AreThePublishersTensors(int index, string approval)
    {
        OpenClipConfig config = Read(BuiltIn.ElementAt(index).Data.Item1);
        ModelApprovals.AssertEqual(approval, ["logit_scale"], () => new OpenClipVisionModel(config), () => new OpenClipTextModel(config));
    }

    [Fact]
    public void NamedParameters_LayerScale_HasAScaleForEachHalfOfABlock()
    {
        OpenClipConfig config = Read(Configuration(32, "{\"layers\": 2, \"width\": 64, \"ls_init_value\": 1e-5}", "{\"layers\": 1, \"width\": 64}"));
        string[] scales = [.. ModelApprovals.List(() => new OpenClipVisionModel(config)).Where(t => t.Contains("ls_", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        Assert.Equal(
            [
                "visual.transformer.resblocks.0.ls_1.gamma [64]", "visual.transformer.resblocks.0.ls_2.gamma [64]",
                "visual.transformer.resblocks.1.ls_1.gamma [64]", "visual.transformer.resblocks.1.ls_2.gamma [64]",
            ],
            scales);
        Assert.DoesNotContain(ModelApprovals.List(() => new OpenClipTextModel(config)), t => t.Contains("ls_", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    public void Forward_LayerScale_ScalesWhatABlockAdds(double gamma)
    {
        using IDisposable noGrad = torch.no_grad();
        using DisposeScope scope = torch.NewDisposeScope();
        using OpenClipBlock scaled = new(new OpenClipTowerConfig(8, 16, 1, 2, Activation.Gelu, HasLayerScale: true), isCausal: false);
        using OpenClipBlock plain = new(new OpenClipTowerConfig(8, 16, 1, 2, Activation.Gelu, HasLayerScale: false), isCausal: false);
        using torch.Generator generator = new(3, torch.CPU);
        Dictionary<string, torch.Tensor> target = plain.named_parameters().ToDictionary(p => p.name, p => (torch.Tensor)p.parameter);
        foreach ((string name, torch.Tensor parameter) in scaled.named_parameters().Select(p => (p.name, (torch.Tensor)p.parameter)))
        {
            parameter.copy_(name.EndsWith("gamma", StringComparison.Ordinal) ? torch.full(parameter.shape, gamma) : torch.randn(parameter.shape, torch.ScalarType.Float32, torch.CPU, generator: generator));

            // A scale is a factor of the map before it.
            if (target.TryGetValue(name, out torch.Tensor? same))
            {
                bool isLast = name.StartsWith("attn.out_proj", StringComparison.Ordinal) || name.StartsWith("mlp.c_proj", StringComparison.Ordinal);
                same.copy_(isLast ? parameter * gamma : parameter);
            }
        }

        torch.Tensor input = torch.randn([2, 3, 8], torch.ScalarType.Float32, torch.CPU, generator: generator);
        Assert.InRange((scaled.forward(input) - plain.forward(input)).abs().max().ToDouble(), 0, 1e-5);
        Assert.Equal(gamma == 0, (scaled.forward(input) - input).abs().max().ToDouble() == 0);
    }

    [Fact]
    public void Read_Empty_HasTheDefaultsOfOpenClip()
    {
        OpenClipConfig config = Read("{\"embed_dim\": 512, \"vision_cfg\": {}, \"text_cfg\": {}}");
        Assert.Equal(
            new OpenClipConfig(
                512,
                new OpenClipVisionConfig(new OpenClipTowerConfig(768, 3072, 12, 12, Activation.Gelu, false), 224, 16),
                new OpenClipTextConfig(new OpenClipTowerConfig(512, 2048, 12, 8, Activation.Gelu, false), 49408, 77)),
            config);
    }

    [Theory]
    [InlineData("\"quick_gelu\": true, \"vision_cfg\": {}, \"text_cfg\": {}", Activation.QuickGelu, Activation.QuickGelu)]
    [InlineData("\"quick_gelu\": true, \"vision_cfg\": {\"quick_gelu\": false}, \"text_cfg\": {}", Activation.Gelu, Activation.QuickGelu)]
    [InlineData("\"vision_cfg\": {}, \"text_cfg\": {\"quick_gelu\": true}", Activation.Gelu, Activation.QuickGelu)]
    public void Read_QuickGelu_IsTheModelsOrATowersOwn(string entries, object vision, object text)
    {
        OpenClipConfig config = Read($"{{{entries}}}");
        Assert.Equal((vision, text), (config.Vision.Tower.Activation, config.Text.Tower.Activation));
    }

    [Theory]
    [InlineData("\"vision_cfg\": {\"attentional_pool\": true}, \"text_cfg\": {}", "'vision_cfg.attentional_pool' = true")]
    [InlineData("\"vision_cfg\": {\"input_patchnorm\": true}, \"text_cfg\": {}", "'vision_cfg.input_patchnorm' = true")]
    [InlineData("\"vision_cfg\": {\"no_ln_pre\": true}, \"text_cfg\": {\"no_causal_mask\": true}", "'vision_cfg.no_ln_pre' = true")]
    [InlineData("\"vision_cfg\": {}, \"text_cfg\": {\"embed_cls\": true, \"hf_model_name\": \"roberta-base\"}", "'text_cfg.embed_cls' = true; 'text_cfg.hf_model_name' = \"roberta-base\"")]
    [InlineData("\"vision_cfg\": {\"norm_kwargs\": {\"eps\": 1e-6}}, \"text_cfg\": {}", "'vision_cfg.norm_kwargs' = {\"eps\": 1e-6}")]
    [InlineData("\"custom_text\": true, \"vision_cfg\": {}, \"text_cfg\": {}", "'custom_text' = true")]
    [InlineData("\"multimodal_cfg\": {\"width\": 3}, \"vision_cfg\": {}, \"text_cfg\": {}", "'multimodal_cfg' = {\"width\": 3}")]
    [InlineData("\"init_logit_bias\": -10, \"vision_cfg\": {}, \"text_cfg\": {}", "'init_logit_bias' = -10")]
    [InlineData("\"vision_cfg\": {\"pool_type\": \"avg\"}, \"text_cfg\": {}", "'vision_cfg.pool_type' must be tok, got avg")]
    [InlineData("\"vision_cfg\": {\"pos_embed_type\": \"sin_cos_2d\"}, \"text_cfg\": {}", "'vision_cfg.pos_embed_type' must be learnable")]
    [InlineData("\"vision_cfg\": {}, \"text_cfg\": {\"pool_type\": \"last\"}", "'text_cfg.pool_type' must be argmax, got last")]
    [InlineData("\"vision_cfg\": {}, \"text_cfg\": {\"pad_id\": 1}", "'text_cfg.pad_id' must be a whole number from 0 to 0")]
    [InlineData("\"vision_cfg\": {\"layers\": [3, 4, 6, 3]}, \"text_cfg\": {}", "'vision_cfg.layers' must be a whole number")]
    [InlineData("\"vision_cfg\": {\"patch_size\": 15}, \"text_cfg\": {}", "'vision_cfg.image_size' must be a multiple of patch_size 15")]
    [InlineData("\"vision_cfg\": {\"head_width\": 60}, \"text_cfg\": {}", "'vision_cfg.width' must be a multiple of head_width 60")]
    [InlineData("\"vision_cfg\": {}, \"text_cfg\": {\"heads\": 7}", "'text_cfg.width' must be a multiple of heads 7")]
    [InlineData("\"vision_cfg\": {\"mlp_ratio\": 1e9}, \"text_cfg\": {}", "'vision_cfg.mlp_ratio'")]
    public void Read_OtherLayout_IsRefusedByName(string entries, string expected) =>
        Assert.Contains(expected, Assert.Throws<WeightsException>(() => Read($"{{{entries}}}")).Message, StringComparison.Ordinal);

    private static string Text(int width, int heads, int layers) =>
        string.Create(CultureInfo.InvariantCulture, $"{{\"context_length\": 77, \"vocab_size\": 49408, \"width\": {width}, \"heads\": {heads}, \"layers\": {layers}}}");

    private static string Configuration(int embed, string vision, string text) =>
        string.Create(CultureInfo.InvariantCulture, $"{{\"embed_dim\": {embed}, \"vision_cfg\": {vision}, \"text_cfg\": {text}}}");

    private static OpenClipConfig Read(string json)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File(OpenClipConfigFile.FileName), json);
        return OpenClipConfig.Read(OpenClipConfigFile.Read(folder.File(OpenClipConfigFile.FileName)));
    }
}
