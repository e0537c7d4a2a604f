import { readHolders } from './holders.js';

describe('jurors pasted from a table', () => {
  it('reads name, company and phone in any order of the phone, with any usual separator', () => {
    expect(readHolders('张伟\t滨海电子\t13800000000\n王𬱖，第三船厂\n\n13900000001, 李楠')).toEqual({
      holders: [
        { name: '张伟', company: '滨海电子', phone: '13800000000' },
        { name: '王𬱖', company: '第三船厂', phone: null },
        { name: '李楠', company: null, phone: '13900000001' },
      ],
      faulty: [],
    });
  });

  it('names the lines it cannot read and keeps the others', () => {
    const { holders, faulty } = readHolders('一,二,三,四\n13800000000\n赵六');
    expect(faulty).toEqual([1, 2]);
    expect(holders).toHaveLength(1);
  });
});
