using CreditDecision.Service.Hosting;

namespace CreditDecision.Service.PersonalData;

/// <summary>A file with a <see cref="KeyDocument"/>; one that the service makes is readable by its owner alone.</summary>
/// <param name="path">Where it lies, or is made.</param>
/// <param name="mayCreate">Whether an absent file is made, with new keys. False where there may be records that need the old ones.</param>
internal sealed class KeyFile(string path, bool mayCreate) : IKeySource
{
    private readonly string _path = Path.GetFullPath(path);

    public PersonalDataKeys Load()
    {
        try
        {
            if (!File.Exists(_path))
            {
                if (!mayCreate) throw new StartRefusedException([$"key file {_path}: is missing, and the store may hold records that only its keys open"]);
                Create();
            }
            return KeyDocument.Read($"key file {_path}", File.ReadAllBytes(_path));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException([$"key file {_path}: {problem.Message}"]);
        }
    }

    // Written beside its place and moved there, so that a crash leaves no file or a whole one. Replicas that start together each write one of
    // their own; the first that moves it wins, and all read that.
    private void Create()
    {
        string temporary = $"{_path}.{Environment.ProcessId}.new";
        File.Delete(temporary);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(temporary, options))
        {
            file.Write(KeyDocument.New());
            file.Flush(flushToDisk: true);
        }
        try
        {
            File.Move(temporary, _path);
        }
        catch (IOException) when (File.Exists(_path))
        {
            File.Delete(temporary);
        }
    }
}
