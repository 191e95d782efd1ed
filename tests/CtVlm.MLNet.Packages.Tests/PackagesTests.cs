using System.Diagnostics;
using CtVlm.MLNet.Tests;

namespace CtVlm.MLNet.Packages.Tests;

/// <summary>Packs everything, and lets a project outside the solution do the main job with the packages alone.</summary>
public sealed class PackagesTests : IDisposable
{
    private const string Version = "0.0.0-stranger";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly string _folder = Directory.CreateTempSubdirectory("ctvlm-packages-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Pack_ThenStrangersProject_RunsTheMainJob()
    {
        string packages = Path.Combine(_folder, "packages");
        Run(GoldenFiles.RepositoryRoot, "pack", "CtVlm.MLNet.sln", "-c", "Release", "-o", packages, "--artifacts-path", Path.Combine(_folder, "artifacts"), $"-p:MinVerVersionOverride={Version}");
        string[] names = ["CtVlm.MLNet", "CtVlm.MLNet.Cli", "CtVlm.MLNet.Dicom", "CtVlm.MLNet.Extensions.AI", "CtVlm.MLNet.Phantoms", "CtVlm.MLNet.Torch"];
        Assert.Equal(names.Select(n => $"{n}.{Version}.nupkg"), Directory.GetFiles(packages, "*.nupkg").Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(names.Length, Directory.GetFiles(packages, "*.snupkg").Length);

        string project = WriteProject(packages);
        string output = Run(project, "run", "-c", "Release", "--", Path.Combine(_folder, "cohort"));
        Assert.EndsWith("series=12 rows=12 scores=3 sum=1.000", output.TrimEnd(), StringComparison.Ordinal);
    }

    // The packages of the machine's own folder serve as fallback: only ours are new.
    private string WriteProject(string packages)
    {
        string project = Directory.CreateDirectory(Path.Combine(_folder, "stranger")).FullName;
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Stranger", "Program.cs.txt"), Path.Combine(project, "Program.cs"));
        File.WriteAllText(Path.Combine(project, "nuget.config"), $"""
            <configuration>
              <packageSources><add key="ours" value="{packages}" /></packageSources>
              <fallbackPackageFolders><add key="machine" value="{MachinePackages()}" /></fallbackPackageFolders>
            </configuration>
            """);
        File.WriteAllText(Path.Combine(project, "Stranger.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <RestorePackagesPath>{Path.Combine(_folder, "restored")}</RestorePackagesPath>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="CtVlm.MLNet" Version="{Version}" />
                <PackageReference Include="CtVlm.MLNet.Phantoms" Version="{Version}" />
                <PackageReference Include="{TorchPackage().Name}" Version="{TorchPackage().Version}" />
              </ItemGroup>
            </Project>
            """);
        return project;
    }

    private static (string Name, string Version) TorchPackage() =>
        OperatingSystem.IsLinux() ? ("libtorch-cpu-linux-x64", "2.10.0") : ("TorchSharp-cpu", "0.107.0");

    private static string MachinePackages() => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private static string Run(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };

        // The build that runs the tests hands its own settings down by these.
        foreach (string name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(Patience), $"dotnet {arguments[0]} did not end.");
        Assert.True(process.ExitCode == 0, $"dotnet {arguments[0]} ended with {process.ExitCode}.\n{output}\n{errors.Result}");
        return output;
    }
}
