using CtVlm.MLNet.Torch;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>The files of an encoder inside a saved model: written as they are needed, and put into the cache folder when the model is loaded.</summary>
/// <remarks>
/// Layout: byte has files; if so int32 number of files, each: text relative path with '/', int64 number of bytes, the bytes. Weights are one safetensors file.
/// The files go to CACHE/encoders/HASH/NAME, once for all models that hold the same encoder; a folder appears whole, under its name, or not at all.
/// </remarks>
internal static class EncoderFiles
{
    private const int MaxFiles = 1024;
    private const int HashLength = 64;
    private const int Piece = 1 << 20;

    /// <summary>Writes the files of an encoder.</summary>
    /// <param name="writer">Where they go.</param>
    /// <param name="source">The encoder; null where its files are not held.</param>
    public static void Write(BinaryWriter writer, EncoderSource? source)
    {
        string folder = Directory.CreateTempSubdirectory("ctvlm-encoder-").FullName;
        try
        {
            string[] files = source?.CopyFiles(folder) == true ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories) : [];
            writer.Write(files.Length > 0);
            if (files.Length == 0)
            {
                return;
            }

            writer.Write(files.Length);
            foreach (string file in files.Order(StringComparer.Ordinal))
            {
                using FileStream stream = File.OpenRead(file);
                ModelText.Write(writer, Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/'));
                writer.Write(stream.Length);
                writer.Flush();
                stream.CopyTo(writer.BaseStream, Piece);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Puts the files into the cache folder.</summary>
    /// <returns>The folder that holds them; null where the model holds none.</returns>
    /// <exception cref="WeightsException">No folder can be written.</exception>
    public static string? Read(IExceptionContext context, BinaryReader reader, EncoderReference reference)
    {
        if (!reader.ReadBoolean())
        {
            return null;
        }

        context.CheckDecode(reference.Hash.Length == HashLength && reference.Hash.All(char.IsAsciiHexDigitLower), "The saved encoder has no hash.");

        // The name comes from a file: it must not lead out of the folder.
        string name = reference.Name.Length > 0 && reference.Name == Path.GetFileName(reference.Name) && reference.Name is not "." and not ".." ? reference.Name : "encoder";
        List<string> failures = [];
        foreach (string cache in CacheFolders.Candidates(null))
        {
            string target = Path.Combine(cache, "encoders", reference.Hash);
            string folder = Path.Combine(target, name);
            if (Directory.Exists(folder))
            {
                return folder;
            }

            string aside = $"{target}.{Guid.NewGuid():N}.partial";
            try
            {
                Directory.CreateDirectory(Path.Combine(aside, name));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                failures.Add($"{cache} ({e.Message})");
                continue;
            }

            ExtractAside(context, reader, aside, name, target);
            return folder;
        }

        throw new WeightsException($"Encoder '{reference.Name}' is inside the model file and needs a folder, but no cache folder can be written: {string.Join("; ", failures)}. Name a writable folder in the {CacheFolders.Variable} variable.");
    }

    private static void ExtractAside(IExceptionContext context, BinaryReader reader, string aside, string name, string target)
    {
        try
        {
            Extract(context, reader, Path.Combine(aside, name));
            PutInPlace(aside, name, target);
        }
        finally
        {
            if (Directory.Exists(aside))
            {
                Directory.Delete(aside, recursive: true);
            }
        }
    }

    private static void PutInPlace(string aside, string name, string target)
    {
        Directory.CreateDirectory(target);
        try
        {
            Directory.Move(Path.Combine(aside, name), Path.Combine(target, name));
        }
        catch (IOException) when (Directory.Exists(Path.Combine(target, name)))
        {
            // Another process was faster, with the same files: whoever opens the folder checks its hash.
        }
    }

    private static void Extract(IExceptionContext context, BinaryReader reader, string folder)
    {
        int count = reader.ReadInt32();
        context.CheckDecode(count is >= 1 and <= MaxFiles, $"The saved encoder has {count} files, at most {MaxFiles} are allowed.");
        for (int i = 0; i < count; i++)
        {
            string path = ModelText.Read(context, reader);
            string full = Path.GetFullPath(Path.Combine(folder, path));
            bool isInside = full.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) && !path.Contains('\0', StringComparison.Ordinal);
            context.CheckDecode(isInside, "A file of the saved encoder would lie outside its folder.");
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            using FileStream file = new(full, FileMode.CreateNew, FileAccess.Write);
            Copy(context, reader, reader.ReadInt64(), file);
        }
    }

    private static void Copy(IExceptionContext context, BinaryReader reader, long length, FileStream file)
    {
        byte[] buffer = new byte[Piece];
        while (length > 0)
        {
            int read = reader.Read(buffer, 0, (int)Math.Min(length, buffer.Length));
            context.CheckDecode(read > 0, "The saved model ends inside a file of its encoder.");
            file.Write(buffer, 0, read);
            length -= read;
        }
    }
}
