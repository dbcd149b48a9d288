using System.Runtime.InteropServices;
using System.Text;

namespace Benchmarks.Scoring;

/// <summary>
/// ONNX Runtime by its C interface, called in the way that measures fastest for one row: tensors on fixed memory that are made once, one
/// thread, the raw margin, and the logistic function by the caller.
/// </summary>
internal sealed unsafe class OnnxRuntimeScorer : IRowScorer
{
    private readonly OnnxRuntimeInterface _api;
    private readonly float[] _rows;
    private readonly float[] _row;
    private readonly float[] _margin = GC.AllocateArray<float>(1, pinned: true);
    private readonly byte[] _names = GC.AllocateArray<byte>(4, pinned: true);
    private readonly nint _session;
    private nint _input;
    private nint _output;

    /// <param name="path">A model with the input X and the output Y.</param>
    /// <param name="rows">One after the other, each as wide as <paramref name="inputs"/>.</param>
    public OnnxRuntimeScorer(OnnxRuntimeInterface api, string path, float[] rows, int inputs)
    {
        (_api, _rows, _row) = (api, rows, GC.AllocateArray<float>(inputs, pinned: true));
        "X\0Y\0"u8.CopyTo(_names);
        _session = api.CreateSession(path);
        _input = api.CreateTensor(_row, inputs);
        _output = api.CreateTensor(_margin, 1);
    }

    public string Name => "ONNX Runtime, C interface";

    public float Score(int row)
    {
        _rows.AsSpan(row * _row.Length, _row.Length).CopyTo(_row);
        fixed (byte* names = _names)
        {
            byte* x = names, y = names + 2;
            nint input = _input, output = _output;
            _api.Run(_session, &x, &input, &y, &output);
        }

        return 1 / (1 + MathF.Exp(-_margin[0]));
    }

    // The process ends when the measuring does; what the library holds goes with it.
    public void Dispose() => (_input, _output) = (0, 0);
}

/// <summary>The part of ONNX Runtime's function table (OrtApi, version 1; it is only ever added to) that scoring needs.</summary>
internal sealed unsafe class OnnxRuntimeInterface
{
    // Places in the table, in the order of onnxruntime_c_api.h.
    private const int GetErrorMessage = 2, CreateEnv = 3, CreateSessionOf = 7, RunOf = 9, CreateSessionOptions = 10, SetSessionExecutionMode = 13;
    private const int SetSessionGraphOptimizationLevel = 23, SetIntraOpNumThreads = 24, SetInterOpNumThreads = 25;
    private const int CreateTensorWithDataAsOrtValue = 49, CreateCpuMemoryInfo = 69;

    private const int Warnings = 2, Sequential = 0, AllOptimizations = 99, ArenaAllocator = 1, DefaultMemory = 0, Float = 1;

    private readonly nint* _table;
    private readonly nint _environment;
    private readonly nint _options;
    private readonly nint _memory;

    public OnnxRuntimeInterface(string library)
    {
        var getBase = (delegate* unmanaged<nint*>)NativeLibrary.GetExport(NativeLibrary.Load(library), "OrtGetApiBase");
        var apiBase = getBase();
        _table = ((delegate* unmanaged<uint, nint*>)apiBase[0])(1);
        Version = Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)apiBase[1])())!;
        nint made;
        fixed (byte* name = "benchmark\0"u8) Check(((delegate* unmanaged<int, byte*, nint*, nint>)_table[CreateEnv])(Warnings, name, &made));
        _environment = made;
        Check(((delegate* unmanaged<nint*, nint>)_table[CreateSessionOptions])(&made));
        _options = made;
        foreach (var (function, value) in new[]
                 {
                     (SetIntraOpNumThreads, 1), (SetInterOpNumThreads, 1), (SetSessionExecutionMode, Sequential),
                     (SetSessionGraphOptimizationLevel, AllOptimizations),
                 })
            Check(((delegate* unmanaged<nint, int, nint>)_table[function])(_options, value));
        Check(((delegate* unmanaged<int, int, nint*, nint>)_table[CreateCpuMemoryInfo])(ArenaAllocator, DefaultMemory, &made));
        _memory = made;
    }

    public string Version { get; }

    public nint CreateSession(string path)
    {
        nint session;
        fixed (byte* text = Encoding.UTF8.GetBytes(path + "\0"))
            Check(((delegate* unmanaged<nint, byte*, nint, nint*, nint>)_table[CreateSessionOf])(_environment, text, _options, &session));
        return session;
    }

    /// <param name="pinned">Of one row; it stays where it is as long as the tensor is used.</param>
    public nint CreateTensor(float[] pinned, int width)
    {
        nint tensor;
        var shape = stackalloc long[] { 1, width };
        var data = (float*)Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0);
        Check(((delegate* unmanaged<nint, float*, nuint, long*, nuint, int, nint*, nint>)_table[CreateTensorWithDataAsOrtValue])(
            _memory, data, (nuint)(pinned.Length * sizeof(float)), shape, 2, Float, &tensor));
        return tensor;
    }

    public void Run(nint session, byte** inputName, nint* input, byte** outputName, nint* output) =>
        Check(((delegate* unmanaged<nint, nint, byte**, nint*, nuint, byte**, nuint, nint*, nint>)_table[RunOf])(
            session, 0, inputName, input, 1, outputName, 1, output));

    private void Check(nint status)
    {
        if (status != 0)
            throw new InvalidOperationException("ONNX Runtime: " + Marshal.PtrToStringUTF8(((delegate* unmanaged<nint, nint>)_table[GetErrorMessage])(status)));
    }
}
