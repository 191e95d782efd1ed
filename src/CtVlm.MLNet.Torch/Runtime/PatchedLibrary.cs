using System.Security.Cryptography;

namespace CtVlm.MLNet.Torch;

/// <summary>Keeps patched copies in a cache folder, keyed by the original's checksum.</summary>
/// <remarks>Safe for concurrent processes: a copy is written aside and renamed into place, and one that is there is compared before use.</remarks>
internal static class PatchedLibrary
{
    /// <summary>Puts a patched copy into the first folder that can be written.</summary>
    /// <param name="fileName">The library's file name, kept because the loader knows a library by it.</param>
    /// <param name="original">The original's bytes, for the key.</param>
    /// <param name="patched">What the copy shall hold.</param>
    /// <param name="folders">Cache folders in order of preference.</param>
    /// <returns>Full path of the copy.</returns>
    /// <exception cref="TorchRuntimeException">No folder can be written.</exception>
    public static string Store(string fileName, byte[] original, byte[] patched, IReadOnlyList<string> folders)
    {
        string key = Convert.ToHexStringLower(SHA256.HashData(original));
        List<string> failures = [];
        foreach (string folder in folders)
        {
            try
            {
                return StoreIn(Path.Combine(folder, "native", key), fileName, patched);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                failures.Add($"{folder} ({e.Message})");
            }
        }

        throw new TorchRuntimeException(
            $"A patched copy of {fileName} is needed on this system, but no cache folder can be written: {string.Join("; ", failures)}. "
            + $"Name a writable folder in the {CacheFolders.Variable} variable.");
    }

    private static string StoreIn(string folder, string fileName, byte[] patched)
    {
        string path = Path.Combine(folder, fileName);
        if (Holds(path, patched))
        {
            return path;
        }

        CreatePrivate(folder);
        string aside = Path.Combine(folder, $"{fileName}.{Guid.NewGuid():N}");
        try
        {
            File.WriteAllBytes(aside, patched);
            File.Move(aside, path, overwrite: true);
        }
        finally
        {
            File.Delete(aside);
        }

        return path;
    }

    // A library from here runs with the user's rights: nobody else may write to the folder.
    private static void CreatePrivate(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static bool Holds(string path, byte[] expected)
    {
        FileInfo file = new(path);
        return file.Exists && file.Length == expected.Length && File.ReadAllBytes(path).AsSpan().SequenceEqual(expected);
    }
}
