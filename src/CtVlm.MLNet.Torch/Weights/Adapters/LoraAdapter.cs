using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CtVlm.MLNet.Torch;

/// <summary>An adapter's folder as PEFT writes it. Only the configuration is read until weights are asked for.</summary>
internal sealed class LoraAdapter
{
    /// <summary>The configuration.</summary>
    public const string ConfigFile = "adapter_config.json";

    /// <summary>The tensors.</summary>
    public const string WeightsFile = "adapter_model.safetensors";

    private readonly EncoderFolder _folder;
    private readonly LoraSettings _settings;
    private readonly Lazy<string> _hash;

    private LoraAdapter(EncoderFolder folder)
    {
        _folder = folder;
        _settings = LoraSettings.Read(folder.File(ConfigFile));
        _hash = new Lazy<string>(ComputeHash);
    }

    /// <summary>Full path of the folder that holds the files.</summary>
    public string Path => _folder.Path;

    /// <summary>Short name: the folder's, or the adapter's on the hub.</summary>
    public string Name => _folder.Name;

    /// <summary>Reads the configuration of a folder; one of the hub's cache is followed to its current snapshot.</summary>
    /// <exception cref="WeightsException">Files are missing, or the adapter is not supported.</exception>
    public static LoraAdapter Open(string folder)
    {
        string full = System.IO.Path.GetFullPath(folder);
        if (!Directory.Exists(full))
        {
            throw new WeightsException($"Adapter folder {full}: there is no such folder. Expected one with {ConfigFile} and {WeightsFile}, as PEFT writes them.");
        }

        EncoderFolder found = EncoderFolder.Find(full);
        string[] missing = [.. new[] { ConfigFile, WeightsFile }.Where(f => !found.Has(f))];
        return missing.Length == 0
            ? new LoraAdapter(found)
            : throw new WeightsException($"Adapter folder {found.Path}: missing {string.Join(", ", missing)}. Expected both {ConfigFile} and {WeightsFile}; save the adapter with PEFT's save_pretrained.");
    }

    /// <summary>SHA-256 over the adapter's tensors and configuration, lower-case hex.</summary>
    public string GetHash() => _hash.Value;

    /// <summary>Opens the tensors and checks them against a base model.</summary>
    /// <exception cref="WeightsException">They do not belong together; every difference is in the message.</exception>
    public LoraOverlay OpenOver(Checkpoint baseModel)
    {
        SafetensorsFile file = SafetensorsFile.Open(_folder.File(WeightsFile));
        try
        {
            return new LoraOverlay(file, LoraScale.Read(file), LoraMatcher.Match(file, _settings, LinearMaps.Of(baseModel)));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads every tensor, and checks them against a base model.</summary>
    /// <exception cref="WeightsException">They do not belong together; every difference is in the message.</exception>
    public AdaptedWeights ReadOver(LinearMaps baseModel)
    {
        using SafetensorsFile file = SafetensorsFile.Open(_folder.File(WeightsFile));
        return new AdaptedWeights(LoraMatcher.Match(file, _settings, baseModel).Select(m => Read(file, m)), LoraScale.Read(file));
    }

    /// <summary>Copies both files into a new folder.</summary>
    public void CopyTo(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (string file in new[] { ConfigFile, WeightsFile })
        {
            FileLinks.Check(_folder.File(file));
            File.Copy(_folder.File(file), System.IO.Path.Combine(folder, file));
        }
    }

    private LoraWeights Read(SafetensorsFile file, LoraModule module)
    {
        (IReadOnlyList<long> down, IReadOnlyList<long> up) = (file.GetEntry(module.Down).Shape, file.GetEntry(module.Up).Shape);
        LoraForm form = new(module.Name, (int)down[0], _settings.GetAlpha(module.Name), _settings.IsRankStabilized);
        return new LoraWeights(form, (int)down[1], (int)up[0], file.ReadFloat32(module.Down), file.ReadFloat32(module.Up));
    }

    // Names, element types, shapes and bytes in ordinal order of names, then the configuration's bytes.
    private string ComputeHash()
    {
        StringBuilder text = new();
        using SafetensorsFile file = SafetensorsFile.Open(_folder.File(WeightsFile));
        foreach (SafetensorsEntry entry in file.Entries.OrderBy(e => e.Name, StringComparer.Ordinal))
        {
            text.Append(entry.Name).Append('\0').Append(entry.Type.GetName()).Append('\0').AppendJoin(',', entry.Shape).Append('\0');
            text.Append(Convert.ToHexStringLower(SHA256.HashData(file.GetBytes(entry)))).Append('\0');
        }

        // Left out where there is nothing of the kind: hashes of other adapters stay as they are.
        foreach (ChangedTensor scalar in LoraScale.Read(file))
        {
            text.Append(CultureInfo.InvariantCulture, $"{scalar.Name}\0{scalar.Values[0]:R}\0");
        }

        text.Append(Convert.ToHexStringLower(SHA256.HashData(BoundedFile.Read("Configuration", _folder.File(ConfigFile), ConfigurationFile.MaximumBytes, "It is not a configuration file."))));
        return EncoderHash.OfText("ctvlm-adapter-1", text.ToString());
    }
}
